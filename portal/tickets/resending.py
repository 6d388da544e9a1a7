"""Back, and then Send again: what was sent minutes ago is not taken for something new.

A form's key makes a double click or a retry one post. With scripts the browser keeps the key when somebody goes
back; without scripts it loads the page anew, with a new key around the old words. See docs/decisions/0006.
"""

from datetime import timedelta

from flask import request
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.web.forms import NEW, TOLD, Form
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotNow
from tenants.passwords import keyed_token
from tenants.writing import add_unless_there

from .once_models import Keyed

WITHIN = timedelta(minutes=10)
UNLIKE = frozenset({"csrf_token", "key", "seen", "draft", "version"})
"""Fields that differ each time a page is shown, whatever somebody typed."""


class SentBefore(NotNow):
    """The same words went out minutes ago; `number` is the request they are in."""

    def __init__(self, number: int) -> None:
        super().__init__(_("You already sent this message. Do you want to send it twice? Then send it again."))
        self.number = number


def refuse_again(member: Member, form: Form) -> None:
    """Raise SentBefore when this person sent the same minutes ago; the form then sends it nevertheless.

    The same post come twice (the same key) is left to the verb, which knows what it led to.
    """
    if not _asked_about(form):
        return
    key = form["key"].data
    alike = Keyed.key.startswith(_marked(form, ""), autoescape=True)
    found = select(Keyed.key, Keyed.result).where(
        Keyed.account_id == member.account_id, alike, Keyed.at > now() - WITHIN
    )
    rows = db.session.execute(found.order_by(Keyed.at)).all()
    if rows and _marked(form, key) not in {row.key for row in rows}:
        form["key"].data = TOLD + key.removeprefix(NEW)
        raise SentBefore(rows[-1].result)


def note_sent(member: Member, form: Form, number: int) -> None:
    """Remember for some minutes what was sent, as a code that tells nothing of the words."""
    if _asked_about(form):
        values = {
            "account_id": member.account_id,
            "key": _marked(form, form["key"].data),
            "result": number,
            "at": now(),
        }
        add_unless_there(Keyed, values)


def _asked_about(form: Form) -> bool:
    """Say whether a browser sends this without a script that keeps its key; programs send keys of their own."""
    return form["key"].data.startswith(NEW) and request.headers.get("Sec-Fetch-Mode") == "navigate"


def _marked(form: Form, key: str) -> str:
    said = sorted((name, values) for name, values in request.form.lists() if name not in UNLIKE)
    return f"sent:{keyed_token('sent', f'{request.path} {said}')}:{key}"
