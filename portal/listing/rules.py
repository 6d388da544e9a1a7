"""What a list can be narrowed to, read from an address and written back to it. Plain Python.

Everything in an address is a word somebody may have typed: what is no choice is left out, a date that is none is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from portal.catalogue.rules import Kind, Outlook
from portal.tickets.labels import Label, label
from portal.tickets.lifecycle import State, Turn
from portal.tickets.rules import ZONE
from portal.web.text import one_line

Choice = TypeVar("Choice", bound=StrEnum)

LONGEST = 200
NAMES = 80
YEARS = (2000, 2100)


class Period(StrEnum):
    """Periods that are one choice."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


DAYS = {Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 91, Period.YEAR: 365}


class Sort(StrEnum):
    """The orders of a list."""

    NEWEST = "newest"
    TURN = "turn"  # who is at turn first, then the newest


ME = "me"
MYSELF = {ME, "mij"}  # what people type in either language


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; empty is everything.

    `scope` is mine, team or organisation. `by` is ME or a part of the name of who filed, `behalf` a part of the
    name of who it was filed for by another; `person` is what forms call somebody who filed it or for whom it is.
    `running` leaves out what is solved. `since` and `until` are days of filing, both included.
    """

    scope: str = "mine"
    words: str = ""
    turn: Turn | None = None
    label: Label | None = None
    kind: Kind | None = None
    service: str = ""
    by: str = ""
    behalf: str = ""
    person: str = ""
    running: bool = False
    period: Period | None = None
    since: date | None = None
    until: date | None = None
    confidential: bool = False
    unread: bool = False
    sort: Sort = Sort.NEWEST


NAMED = {
    "words": "q",
    "turn": "turn",
    "label": "state",
    "kind": "kind",
    "service": "service",
    "by": "by",
    "behalf": "for",
    "person": "person",
    "running": "open",
    "period": "period",
    "since": "since",
    "until": "until",
    "confidential": "confidential",
    "unread": "unread",
}
"""Each filter and how an address calls it; `scope` and `sort` are there besides."""


def read_filter(given: Mapping[str, str], scopes: tuple[str, ...]) -> tuple[Filter, dict[str, str]]:
    """Return the filter of an address, and for each date that is none, by its name, what was typed."""
    since, until = _day(given.get("since", "")), _day(given.get("until", ""))
    wrong = {name: given[name] for name, day in (("since", since), ("until", until)) if given.get(name) and not day}
    if since and until and until < since:
        wrong["until"] = given["until"]
        until = None
    words = _line(given.get("q", ""), LONGEST)
    usual = scopes[-1] if words else scopes[0]  # who searches, looks in everything they may see
    scope = given.get("scope", "")
    spoken = given.get("state", "").replace("-", " ")
    found = Filter(
        scope=scope if scope in scopes else usual,
        words=words,
        turn=_one_of(Turn, given.get("turn", "")),
        label=_one_of(Label, spoken),
        kind=_one_of(Kind, given.get("kind", "")),
        service=_slug(given.get("service", "")),
        by=_name(given.get("by", "")),
        behalf=_line(given.get("for", ""), NAMES),
        person=_handle(given.get("person", "")),
        running=given.get("open") == "yes",
        period=_one_of(Period, given.get("period", "")),
        since=since,
        until=until,
        confidential=given.get("confidential") == "yes",
        unread=given.get("unread") == "yes",
        sort=_one_of(Sort, given.get("sort", "")) or Sort.NEWEST,
    )
    return found, wrong


def parameters(narrowed: Filter) -> dict[str, str]:
    """Return what stands in the address of a list, without what is empty: the normal form of a filter."""
    told = {NAMED[name]: _told(getattr(narrowed, name)) for name in NAMED}
    sort = narrowed.sort if narrowed.sort is not Sort.NEWEST else ""
    return {name: value for name, value in ({"scope": narrowed.scope} | told | {"sort": sort}).items() if value}


def query_of(narrowed: Filter) -> str:
    """Return the normalised query of the address of a list."""
    return urlencode(parameters(narrowed))


def active(narrowed: Filter) -> list[str]:
    """Return which filters narrow the list, in the order of the form."""
    return [name for name in NAMED if getattr(narrowed, name)]


def without(narrowed: Filter, name: str) -> Filter:
    """Return the filter without one of its parts."""
    return replace(narrowed, **{name: getattr(Filter(), name)})


def span(narrowed: Filter, today: date) -> tuple[datetime | None, datetime | None]:
    """Return the moments between which a request was filed: the first included, the second not; None for no end."""
    first = narrowed.since
    if narrowed.period is not None:
        begin = today - timedelta(days=DAYS[narrowed.period])
        first = max(first, begin) if first else begin
    after = narrowed.until + timedelta(days=1) if narrowed.until else None
    return _midnight(first), _midnight(after)


def places_of(wanted: Label) -> dict[State, tuple[Outlook, ...]]:
    """Return in which states, and there at departments with which outlooks, a request has a label."""
    found = {state: tuple(one for one in Outlook if label(state, one) is wanted) for state in State}
    return {state: outlooks for state, outlooks in found.items() if outlooks}


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=ZONE).astimezone(UTC) if day else None


def _told(value: object) -> str:
    if value is True:
        return "yes"
    return str(value).replace(" ", "-") if isinstance(value, Label) else str(value) if value else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEARS[0] <= day.year < YEARS[1] else None


def _one_of(choices: type[Choice], text: str) -> Choice | None:
    return choices(text) if text in list(choices) else None


def _line(text: str, longest: int) -> str:
    return one_line(text)[:longest].strip()


def _name(text: str) -> str:
    name = _line(text, NAMES)
    return ME if name.casefold() in MYSELF else name


def _handle(text: str) -> str:
    return text if len(text) <= NAMES and text.isalnum() and text.isascii() else ""


def _slug(text: str) -> str:
    return text if len(text) <= NAMES and text.replace("-", "").isalnum() and text.isascii() else ""
