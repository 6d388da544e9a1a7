"""Pages of the demo only; they do not exist in production."""

from email import message_from_bytes
from email.policy import default
from typing import Any

from flask import Blueprint, abort, render_template

from portal.notices.posting import mail_folder
from portal.web.language import said
from tenants.guard import public

blueprint = Blueprint("development", __name__)
REASON = "the demo shows it; in production the page does not exist"


@blueprint.get("/styleguide")
@public(REASON)
def styleguide() -> str:
    """Show every part of the pages."""
    return render_template("styleguide.html")


@blueprint.get("/dev/mail")
@public(REASON)
def mails() -> str:
    """List the mails that went out, newest first."""
    paths = sorted(mail_folder().glob("*.eml"), reverse=True)[:200]
    return render_template("development/mails.html", mails=[(path.stem, _read(path.stem)) for path in paths])


@blueprint.get("/dev/mail/<name>")
@public(REASON)
def mail(name: str) -> str:
    """Show one mail: its text, and its source."""
    return render_template("development/mail.html", mail=_read(name))


def _read(name: str) -> dict[str, Any]:
    path = mail_folder() / f"{name}.eml"
    if not path.is_file() or path.parent != mail_folder():
        abort(404)
    message: Any = message_from_bytes(path.read_bytes(), policy=default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return {
        "to": message["To"],
        "subject": message["Subject"],
        "date": said(message["Date"].datetime),
        "text": text.get_content() if text else "",
        "html": html.get_content() if html else "",
    }
