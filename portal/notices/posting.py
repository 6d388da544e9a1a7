"""Hand a worded mail over: by SMTP, or as a file in the demo."""

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app

TIMEOUT = 20  # seconds until a mail server that says nothing counts as gone


class Refused(Exception):
    """The other side did not take a mail; `why` is a word for the log, without addresses or texts."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Gone(Refused):
    """No mail server answers, or not as one: this mail is not to blame, and the next fares no better."""


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
    # The name ends in the Message-ID: a repeat replaces the first copy, as a mailbox would recognise it.
    folder = mail_folder()
    folder.mkdir(parents=True, exist_ok=True)
    known = list(folder.glob(f"*-{name}.eml"))
    path = known[0] if known else folder / f"{_last_number(folder) + 1:06}-{name}.eml"
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        file.write(message.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)


def _last_number(folder: Path) -> int:
    return max((int(path.name.partition("-")[0]) for path in folder.glob("[0-9]*-*.eml")), default=0)


def _by_smtp(message: EmailMessage, address: str, url: str) -> None:
    with _server(url) as server:
        try:
            server.send_message(message, current_app.config["MAIL_FROM"], [address])
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _refused(refusal.recipients[address][0]) from refusal
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            raise _refused(refusal.smtp_code) from refusal
        except smtplib.SMTPNotSupportedError as refusal:
            raise Refused("address needs SMTPUTF8") from refusal


def _refused(code: int) -> Refused:
    return Gone("server 421") if code == 421 else Refused(f"smtp {code}")


@contextmanager
def _server(url: str) -> Iterator[smtplib.SMTP]:
    """Offer a mail server that is ready to take a mail. Raises Gone when there is none, or it goes away."""
    parts = urlsplit(url)
    server: smtplib.SMTP | None = None
    try:
        server = _connected(parts.scheme, parts.hostname or "localhost", parts.port)
        _introduce(server, unquote(parts.username or ""), unquote(parts.password or ""))
        yield server
    except smtplib.SMTPResponseException as refusal:
        raise Gone(f"server {refusal.smtp_code}") from refusal
    except OSError as refusal:  # all of smtplib's errors are OSErrors
        raise Gone(type(refusal).__name__) from refusal
    finally:
        if server is not None:
            _leave(server)


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or 587, timeout=TIMEOUT)


def _introduce(server: smtplib.SMTP, user: str, password: str) -> None:
    """Go over to TLS where the server offers it, and sign in. A password never goes over an open line."""
    server.ehlo_or_helo_if_needed()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
    if user and not isinstance(server.sock, ssl.SSLSocket):
        raise Gone("no TLS for the password")
    if user:
        server.login(user, password)


def _leave(server: smtplib.SMTP) -> None:
    # By now the mail is taken, or it is not: how the server says goodbye changes nothing about that.
    with suppress(OSError):
        server.quit()
    server.close()
