"""What the pages of the desk show: the views, the rows of a list, and everything around one request."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _

from portal.tickets.lifecycle import Turn
from portal.tickets.wording import filed_words, state_words
from portal.web.language import language, named
from tenants.clock import now

from .counting import AT_MOST, DEPARTMENT, Views
from .inbox import Asked, Found, moment_of
from .paging import edge_of
from .rules import clock
from .wording import (
    ICONS,
    ClockShown,
    capped,
    clock_shown,
    complaints_said,
    order_words,
    short_day,
    view_words,
    when_words,
)

WORK = ("mine", "unassigned", "waiting", "unhappy", "all")


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A view in the left pane."""

    name: str
    href: str
    icon: str
    words: str
    count: str
    here: bool
    hot: bool


Groups = list[tuple[str, list[ViewShown]]]


def groups(views: Views, here: str) -> Groups:
    """Return the views in two groups: work, and departments."""
    work = [_view(views, name, view_words(name), ICONS[name], here) for name in WORK]
    departments = [_view(views, DEPARTMENT + row.slug, named(row, "name"), "folder", here) for row in views.departments]
    mail = ViewShown("mail", "/desk/mail", "mail", _("Incoming mail"), "", here=False, hot=False)
    return [("", [*work, mail]), (_("Departments"), departments)]


def _view(views: Views, name: str, words: str, icon: str, here: str) -> ViewShown:
    count = capped(views.counts.get(name, 0), AT_MOST)
    return ViewShown(name, f"/desk/inbox/{name}", icon, words, count, name == here, name in views.late)


def next_view(groups: Groups, here: str) -> ViewShown | None:
    """Return the first other view in which something waits for the desk."""
    views = [view for _title, members in groups for view in members]
    waiting = (view for view in views if view.name not in (here, "waiting") and view.count)
    return next(waiting, None)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list."""

    href: str
    subject: str
    reference: str
    from_words: str
    when: str
    clock: ClockShown | None
    tags: list[tuple[str, str]]
    here: bool
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a view as it is shown, with the way to the pages beside it."""

    title: str
    order: str
    rows: list[Row] = field(default_factory=list)
    back: str = ""
    on: str = ""


def listing(asked: Asked, title: str, found: Found, kept: dict[str, str], here: str = "") -> Listing:
    """Return a page of a view; `kept` is the query of its own address, `here` the reference that is open beside it."""
    rows, more = found.rows, found.more
    beside = {name: value for name, value in kept.items() if name == "q"}
    back = on = ""
    if rows and (asked.after or (asked.before and more)):
        back = _page(asked, beside, "before", rows[0])
    if rows and (asked.before or more):
        on = _page(asked, beside, "after", rows[-1])
    query = "?" + urlencode({"view": asked.view, **kept})
    spoken = language()
    shown = [_row(row, asked.view, query, here, spoken) for row in rows]
    return Listing(title, order_words(asked.view), shown, back, on)


def _page(asked: Asked, beside: dict[str, str], way: str, row: Any) -> str:
    edge = edge_of(moment_of(row, asked.view), f"{row.key}-{row.number}")
    return f"/desk/inbox/{asked.view}?" + urlencode({**beside, way: edge})


def _row(row: Any, view: str, query: str, here: str, spoken: str) -> Row:
    reference = f"{row.key}-{row.number}"
    return Row(
        href=f"/desk/requests/{reference}{query}",
        subject=row.subject,
        reference=reference,
        from_words=f"{row.organisation} · {filed_words(row)}",
        when=when_words(row.updated_at, spoken),
        clock=_clock_in(row, view),
        tags=_tags(row, view, spoken),
        here=reference == here,
        unread=row.unread and reference != here,
    )


def _clock_in(row: Any, view: str) -> ClockShown | None:
    if view == "unhappy":
        return clock_shown(clock(row.owed_at, now(), Turn.DESK))
    return clock_of(row)


def clock_of(row: Any) -> ClockShown | None:
    """Return the clock of a request; none when nobody is at turn any more."""
    if row.turn is Turn.NOBODY:
        return None
    promised = row.turn is Turn.CUSTOMER or row.promised_at is not None
    return clock_shown(clock(row.promised_at, now(), row.turn), promised=promised)


def _tags(row: Any, view: str, spoken: str) -> list[tuple[str, str]]:
    if view == "unhappy":
        tags = [(words, "hi") for words in complaints_said(row.reasons)]
        return [*tags, (row.owner_name, "")] if row.owner_name else tags
    tags = [(getattr(row, f"service_{spoken}"), "")]
    if row.turn is Turn.CUSTOMER:
        tags.append((_("until %(day)s", day=short_day(row.due_at)), ""))
    if not view.startswith(DEPARTMENT):
        tags.append((getattr(row, f"department_{spoken}"), ""))
    if row.turn is Turn.NOBODY:
        tags.append((state_words(row.state), ""))
    if view != "mine" and row.assignee_name:
        tags.append((row.assignee_name, ""))
    if row.confidential:
        tags.append((_("Confidential"), "pv"))
    return tags
