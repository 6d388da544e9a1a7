"""The doors to what is kept of somebody: one's own from the account, that of a colleague for the admins."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.files.sending import begins, send_made
from portal.web.forms import Form
from portal.web.language import said, today
from portal.web.limits import limiter
from tenants.context import Member, Visitor
from tenants.database import write_transaction
from tenants.guard import dangerous, private, requires
from tenants.permissions import Action

from .models import PersonalFile
from .personal_files import ask_about, ask_for_mine, file_called, files_about, note_fetched, person_called

blueprint = Blueprint("privacy", __name__)


@blueprint.route("/account/data")
@requires(Action.ENTER)
@private
def mine() -> str:
    """Show the files with what is kept of oneself."""
    visitor: Visitor = g.visitor
    files = [_shown(row, url_for(".fetch_mine", code=row.code)) for row in files_about(visitor.account_id)]
    return render_template("privacy/mine.html", files=files)


@blueprint.post("/account/data")
@requires(Action.ENTER)
@limiter.limit("10/hour")
@dangerous(lazy_gettext("Take along what is kept of you"))
def ask_mine() -> Any:
    """Let the worker make a file with what is kept of oneself."""
    _pressed()
    with write_transaction():
        first = ask_for_mine(g.visitor)
    _said_so(first)
    return redirect(url_for(".mine"), 303)


@blueprint.get("/account/data/<code>")
@requires(Action.ENTER)
@private
def fetch_mine(code: str) -> Any:
    """Send one's own file."""
    return _sent(file_called(g.visitor.account_id, "", code))


@blueprint.route("/<key>/org/people/<person>/data")
@requires(Action.MANAGE_MEMBERS)
@private
def about(person: str) -> str:
    """Show an admin the files they asked for about one of their people."""
    member: Member = g.member
    row = person_called(person)
    files = [
        _shown(one, url_for(".fetch_about", person=person, code=one.code))
        for one in files_about(member.account_id, person)
    ]
    return render_template("privacy/about.html", name=row.name, public_id=person, files=files)


@blueprint.post("/<key>/org/people/<person>/data")
@requires(Action.MANAGE_MEMBERS)
@limiter.limit("60/hour")
@dangerous(lazy_gettext("Take along what is kept of somebody"))
def ask_for_another(person: str) -> Any:
    """Let the worker make a file with what the organisation keeps of one of its people."""
    _pressed()
    with write_transaction():
        first = ask_about(g.member, person)
    _said_so(first)
    return redirect(url_for(".about", person=person), 303)


@blueprint.get("/<key>/org/people/<person>/data/<code>")
@requires(Action.MANAGE_MEMBERS)
@private
def fetch_about(person: str, code: str) -> Any:
    """Send a file about one of their people to the admin who asked for it."""
    member: Member = g.member
    person_called(person)
    answer = _sent(file_called(member.account_id, person, code, member.organisation_id))
    if begins():
        with write_transaction():
            note_fetched(member, person)
    return answer


def _pressed() -> None:
    if not Form().validate_on_submit():
        abort(400)


def _said_so(first: bool) -> None:
    if first:
        flash(_("We are making the file. It is on this page when it is ready."), "ok")
    else:
        flash(_("We are making a file already."), "info")


def _sent(row: PersonalFile) -> Any:
    called = _("my-data") if not row.about else _("data-of-a-person")
    return send_made(row, row.code, "application/zip", f"{called}-{today():%Y-%m-%d}.zip")


def _shown(row: PersonalFile, href: str) -> dict[str, Any]:
    return {
        "href": href if row.made_at else "",
        "failed": row.lost,
        "asked": said(row.asked_at),
        "until": said(row.kept_until),
        "size": max(1, row.size // 1024),
    }
