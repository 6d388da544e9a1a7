"""Mails as people send them, handed over as a mail server does: on standard input."""

import re
from email.message import EmailMessage
from itertools import count
from typing import Any

from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from portal.cli import main
from portal.mailin.models import ReceivedMail
from tenants.database import db

HELPDESK = "helpdesk@nova.example"
_numbers = count(1)


def mail(
    sender: str = "Noor de Graaf <noor@linde.example>",
    subject: str = "Waar vind ik mijn rooster?",
    text: str = "Hallo,\n\nIk zoek het rooster van week 48.",
    **headers: str,
) -> EmailMessage:
    """Return a mail; `in_reply_to` is the header In-Reply-To, and so for others."""
    message = EmailMessage()
    given = {"from": sender, "to": HELPDESK, "subject": subject, "message_id": f"<{next(_numbers)}@mail.example>"}
    for name, value in (given | headers).items():
        if value:
            message[name.replace("_", "-").title()] = value
    message.set_content(text)
    return message


def hands_over(app: Flask, raw: EmailMessage | bytes, *words: str) -> int:
    """Hand a mail over by the command; return how it ended."""
    content = raw if isinstance(raw, bytes) else raw.as_bytes()
    done = app.test_cli_runner().invoke(
        main, ["mail", "receive", *words], input=content, obj=ScriptInfo(create_app=lambda: app)
    )
    return done.exit_code


def arrives(app: Flask, post_office: Any, raw: EmailMessage | bytes, *words: str) -> str:
    """Let a mail arrive and the worker work; return what became of it: `filed`, `held: forged`."""
    assert hands_over(app, raw, *words) == 0
    post_office.works()
    return became(app)[-1]


def became(app: Flask) -> list[str]:
    """Return what became of each mail, in the order in which they came."""
    with app.app_context():
        rows = db.session.execute(select(ReceivedMail.state, ReceivedMail.why).order_by(ReceivedMail.id))
        return [f"{row.state}: {row.why}" if row.why else str(row.state) for row in rows]


def reference_in(message: Any) -> str:
    """Return the number that a mail of ours names: LINDE-1."""
    return re.findall(r"\(([A-Z]+-\d+)\)", str(message["Subject"]))[-1]
