"""Everything of an organisation as one file, for its admins: what is in it, asking for it, fetching it."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.files.sending import begins, send_made
from portal.files.wording import size_words
from portal.web.forms import Form
from portal.web.language import said
from tenants.context import Member
from tenants.database import write_transaction
from tenants.guard import dangerous, private, requires
from tenants.permissions import Action

from .asking import Answer, ask_for_everything, note_fetched, takeout_for, takeouts_of
from .models import Takeout

blueprint = Blueprint("exchange", __name__, url_prefix="/<key>/org")


class AskForm(Form):
    """A button: nothing but the token."""


@blueprint.get("/export")
@requires(Action.AUDIT)
@private
def everything() -> Any:
    """Show what is in the file, and the files there are."""
    files = [_shown(row, who) for row, who in takeouts_of(g.member)]
    making = any(one["making"] for one in files)
    return render_template("exchange/everything.html", files=files, making=making)


@blueprint.post("/export")
@requires(Action.AUDIT)
@private
@dangerous(lazy_gettext("Take everything of the organisation along"))
def ask_for_it() -> Any:
    """Let the worker make the file."""
    if not AskForm().validate_on_submit():
        abort(400)
    with write_transaction():
        answer = ask_for_everything(g.member)
    tone, words = {
        Answer.MADE: ("ok", _("We are making the file. All admins get an e-mail, now and when it is ready.")),
        Answer.WAITS: ("info", _("A file is being made already. There is one at a time.")),
        Answer.ENOUGH: ("info", _("Three files were asked for today. Use the newest, or come back tomorrow.")),
    }[answer]
    flash(words, tone)
    return redirect(url_for(".everything"), 303)


@blueprint.get("/export/<code>")
@requires(Action.AUDIT)
@private
def fetch(code: str) -> Any:
    """Send a file that is ready, or a part of it: a download that broke off goes on where it was."""
    member: Member = g.member
    row = takeout_for(member, code)
    answer = send_made(row, row.code, "application/zip", f"{member.organisation_key}-{row.asked_at:%Y-%m-%d}.zip")
    if begins():
        with write_transaction():
            note_fetched(member)
    return answer


def _shown(row: Takeout, who: str) -> dict[str, Any]:
    return {
        "href": url_for(".fetch", code=row.code) if row.made_at else "",
        "failed": row.lost,
        "making": not row.lost and row.made_at is None,
        "who": who,
        "asked": said(row.asked_at),
        "until": said(row.kept_until),
        "size": size_words(row.size),
        "done": row.done,
        "digest": row.digest,
    }
