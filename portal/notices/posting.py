"""Hand a worded mail over: by SMTP, or as a file in the demo."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app

from portal.outbox.verbs import Due
from portal.web.text import one_line

from .letters import Letter, Recipient

TIMEOUT = 20  # seconds until a mail server that says nothing counts as gone


class Refused(Exception):
    """The other side did not take a mail; `why` is a word for the log, without addresses or texts."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def envelope(due: Due, recipient: Recipient, letter: Letter) -> EmailMessage:
    """Return the message. Its Message-ID and date were fixed when the mail was written."""
    config = current_app.config
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((one_line(config["SERVICE_NAME"]), config["MAIL_FROM"]))
    message["To"] = formataddr((one_line(recipient.name), recipient.email))
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(due.created_at)
    message["Message-ID"] = f"<{due.message_id}@{config['MAIL_HOST']}>"
    if letter.thread:
        thread = f"<{letter.thread}@{config['MAIL_HOST']}>"
        message["In-Reply-To"] = message["References"] = thread
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = recipient.language
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def deliver(message: EmailMessage, address: str, name: str) -> None:
    """Deliver a message. Raises Refused when the other side did not take it."""
    url = current_app.config["SMTP_URL"]
    if url:
        _by_smtp(message, address, url)
    else:
        _as_file(message, name)


def mail_folder() -> Path:
    """Return the folder in which the demo keeps its mails."""
    return Path(current_app.config["INSTANCE"]) / "mail"


def _as_file(message: EmailMessage, name: str) -> None:
    # The name is the Message-ID: a repeat replaces the first copy, as a mailbox would recognise it.
    folder = mail_folder()
    folder.mkdir(parents=True, exist_ok=True)
    known = list(folder.glob(f"*-{name}.eml"))
    path = known[0] if known else folder / f"{len(os.listdir(folder)) + 1:06}-{name}.eml"
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        file.write(message.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)


def _by_smtp(message: EmailMessage, address: str, url: str) -> None:
    parts = urlsplit(url)
    try:
        with _connected(parts.scheme, parts.hostname or "localhost", parts.port) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message, current_app.config["MAIL_FROM"], [address])
    except smtplib.SMTPResponseException as refusal:
        raise Refused(f"smtp {refusal.smtp_code}") from refusal
    except (smtplib.SMTPException, OSError) as refusal:
        raise Refused(type(refusal).__name__) from refusal


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
    server.ehlo_or_helo_if_needed()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
    return server
