"""Mails that came in, so that the desk and an organisation have some to decide on."""

from email.message import EmailMessage

from portal.mailin.duties import handle_mail
from portal.mailin.storing import keep
from tenants.database import write_transaction

# fmt: off
MAILS = (
    # from                                    subject,                        text
    ("Sanne Vermeer <sanne@linde.example>",   "Hoe vraag ik verlof aan?",
     "Hallo,\n\nIk ben deze week begonnen in Zuid. Waar vraag ik verlof aan?\n\nGroet,\nSanne"),
    ("Karin Vos <karin@eemland.example>",     "Een account voor een collega",
     "Dag,\n\nOnze nieuwe collega heeft een account nodig. Wie regelt dat?\n\nKarin Vos"),
    ("Aanbod <aanbod@nergens.example>",       "Zonnepanelen voor uw kantoor",
     "Geachte heer of mevrouw,\n\nWij komen graag langs voor een offerte."),
)
# fmt: on


def mail_comes_in() -> None:
    """Let each arrive and be handled: for the organisation, for the desk, and for nobody."""
    for number, (sender, subject, text) in enumerate(MAILS):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, "helpdesk@nova.example", subject
        message["Message-ID"] = f"<demo-{number}@mail.example>"
        message.set_content(text)
        with write_transaction():
            keep(message.as_bytes())
    handle_mail()
