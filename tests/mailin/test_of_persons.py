"""Who is erased is found in no mail that came in; who asks what is kept of them reads their mails."""

from sqlalchemy import select

from portal.files.models import Attachment
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.mailin.mailing import arrives, mail
from tests.players import Filed
from tests.privacy.everything import where_it_stands
from tests.privacy.test_erasing import ADDRESS, NAME, WORDS, erased, leaver

__all__ = ["leaver"]  # the fixture


def in_mail(app, *words: str) -> list[str]:
    """Return in which columns of mail these words stand."""
    found = where_it_stands(app, *words)
    return [one for one in found if one.startswith(("received_mail", "colleague_message"))]


def test_nothing_of_who_is_erased_stays_in_mail(app, leaver, henk, joost, post_office, later):
    ours = f"{NAME} <{ADDRESS}>"
    arrives(app, post_office, mail(ours, f"Over {WORDS}", f"Mijn {WORDS}. Groet, {NAME}"))
    arrives(app, post_office, mail(ours, "[LINDE-999]", f"Nog iets over {WORDS}."))
    arrives(app, post_office, mail("samira@linde.example", f"Hulp voor {NAME}", f"Mail {ADDRESS} even."))
    arrives(app, post_office, mail("sanne@linde.example", f"Weet {NAME} dit?", f"Ik mailde {ADDRESS}."))
    assert in_mail(app, NAME, ADDRESS, WORDS) != []
    leaver.withdraws(Filed("linde", 1))

    erased(henk, post_office, later)

    assert in_mail(app, NAME, ADDRESS, WORDS) == []
    assert "sanne@linde.example" in joost.opens("/desk/mail")


def test_what_others_sent_stays(app, leaver, henk, noor, post_office, later):
    arrives(app, post_office, mail("sanne@linde.example", "Iets anders", "Kwartelkoning."))

    erased(henk, post_office, later)

    assert "received_mail.raw" in in_mail(app, "Kwartelkoning")
    assert "colleague_message.text" in in_mail(app, "Kwartelkoning")


def test_files_of_a_mail_are_its_senders(app, noor, post_office):
    message = mail()
    message.add_attachment(b"%PDF-1.4\n%%EOF\n", maintype="application", subtype="pdf", filename="a.pdf")
    arrives(app, post_office, message)

    with app.app_context(), inside(organisation_named("linde") or 0):
        row = db.session.scalars(select(Attachment)).one()
        assert (row.entry_id is not None, row.kept_until) == (True, None)
