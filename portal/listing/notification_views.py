"""The page behind the bell: what somebody was told, day by day."""

import re
from datetime import datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.tickets.events import event_words
from portal.tickets.standing_in import StoodIn, read_one_of_standing_in
from portal.web.language import ZONE, day, said
from portal.web.paging import edge_in, edge_of
from tenants.clock import now
from tenants.context import Member
from tenants.database import write_transaction
from tenants.guard import private, requires
from tenants.permissions import Action

from .deputy_words import stood_in_words
from .forms import LineForm, PlainForm
from .told import read_everything, told_to

blueprint = Blueprint("notifications", __name__, url_prefix="/<key>/notifications")

EDGE = re.compile(r"(?P<moment>[0-9T]{21}-[0-9]{1,9})-(?P<entry>[0-9]{1,9})", re.ASCII)


@blueprint.get("")
@requires(Action.SEE)
@private
def index() -> str:
    """Show what others wrote in the requests this person follows, and who stands in, newest first."""
    found = told_to(g.member, _edge(request.args.get("after", "")))
    days = [(words, list(rows)) for words, rows in groupby(map(_shown, found.rows), key=lambda shown: shown["day"])]
    last = found.rows[-1] if found.more else None
    older = f"{edge_of(last.at, last.number)}-{last.entry}" if last else ""
    return render_template("tickets/notifications.html", days=days, older=older, bell=found.unread)


@blueprint.post("/read")
@requires(Action.SEE)
def read() -> Any:
    """Note that everything is read."""
    if PlainForm().validate_on_submit():
        with write_transaction():
            read_everything(g.member)
        flash(_("Everything is marked as read."), "ok")
    return redirect(url_for(".index"), 303)


@blueprint.post("/deputies/<deputy>/read")
@requires(Action.SEE)
def read_standing_in(deputy: str) -> Any:
    """Note that one line about standing in is read."""
    form = LineForm()
    if form.validate_on_submit():
        with write_transaction():
            read_one_of_standing_in(g.member, deputy, ended=form.ended.data == "yes")
        flash(_("It is marked as read."), "ok")
    return redirect(url_for(".index"), 303)


def _edge(text: str) -> tuple[datetime, int, int] | None:
    match = EDGE.fullmatch(text)
    found = edge_in(match["moment"]) if match else None
    return (*found, int(match["entry"])) if match and found else None


def _shown(row: Any) -> dict[str, Any]:
    member: Member = g.member
    if isinstance(row, StoodIn):
        about = {"day": _day_words(row.at), "when": said(row.at), "unread": row.unread, "reference": ""}
        return about | {"code": row.code, "ended": row.ended} | stood_in_words(row, member)
    return {
        "day": _day_words(row.at),
        "href": f"{url_for('tickets.show', number=row.number)}#{row.entry}",
        "subject": row.subject,
        "reference": f"{member.organisation_key.upper()}-{row.number}",
        "words": _words(row),
        "when": said(row.at),
        "unread": row.unread,
        "code": "",
    }


def _words(row: Any) -> Markup | str:
    if row.event in ("replied", "answered", "made good", "filed") or (row.event == "asked" and row.said):
        return Markup(_sentence(row.event, Markup("<b>{}</b>").format(row.author_name)))  # noqa: S704 - the name is escaped
    return event_words(row)


def _sentence(event: str, who: Markup) -> str:
    match event:
        case "asked":
            return _("%(who)s asked you something", who=who)
        case "filed":
            return _("%(who)s filed a request for you", who=who)
    return _("%(who)s replied", who=who)


def _day_words(moment: datetime) -> str:
    days = (now().astimezone(ZONE).date() - moment.astimezone(ZONE).date()).days
    return {0: _("Today"), 1: _("Yesterday")}.get(days) or day(moment).capitalize()
