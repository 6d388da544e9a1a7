"""What the menu counts for somebody: requests with something new, and unread news."""

from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import g
from sqlalchemy import literal, select, true

from portal.contact.models import Contact
from portal.contact.queries import COLUMNS, ContactDetails, details_of
from portal.drafts import queries as drafts
from portal.news import queries as news
from tenants.context import Member, Visitor, only_place_of
from tenants.permissions import Action, Reach, reach
from tenants.reading import read
from tenants.scope import Scope, inside

from .reading import how_many_unread
from .turns import Waiting, waiting_kinds


@dataclass(frozen=True, slots=True)
class Beside:
    """What the start page needs of here and there: the bell, one's drafts, how the desk is reached, and what waits."""

    unread: int
    drafts: int
    contact: ContactDetails
    waiting: tuple[tuple[Waiting, int], ...]


def only_place() -> str:
    """Return the key of the one organisation of who is here, for the menu of their own pages; "" when several."""
    visitor: Visitor | None = g.get("visitor")
    if "only_place" not in g:
        g.only_place = only_place_of(visitor.account_id) if visitor and not g.get("failed") else None
    return g.only_place.organisation_key if g.only_place else ""


def unread_here() -> int:
    """Return the number at the bell of a page that did not count itself; none on an error page."""
    return _counted()[0]


def unread_news() -> int:
    """Return how much unread news the member of this page has; a page that counted it has left it in `g`."""
    if (found := g.get("unread_news")) is not None:
        return found
    return _counted()[1]


def _counted() -> tuple[int, int]:
    member: Member | None = g.get("member") or g.get("only_place")
    if member is None or g.get("failed") or member.is_desk or reach(member, Action.SEE) < Reach.OWN:
        return 0, 0
    if "menu" not in g:
        with inside(Scope.of(member.organisation_id, member.account_id)) if g.get("member") is None else nullcontext():
            g.menu = tuple(read(_both(), _given(member)).one())
    return g.menu


def beside_start(member: Member) -> Beside:
    """Load it in one statement."""
    kinds = waiting_kinds(member)
    row: Any = read(_beside_start(kinds), _given(member) | drafts.counted_for(member)).one()
    counted = tuple((kind, getattr(row, f"waits_{place}")) for place, kind in enumerate(kinds))
    return Beside(row.bell, row.drafts, details_of(row), counted)


def _given(member: Member) -> dict[str, Any]:
    return {"me": member.person_id, "account": member.account_id} | news.asked_by(member)


@cache
def _both() -> Any:
    return select(how_many_unread(), news.count_unread())


@cache
def _beside_start(kinds: tuple[Waiting, ...]) -> Any:
    one = select(literal(1).label("one")).subquery()
    counts = [kind.count().label(f"waits_{place}") for place, kind in enumerate(kinds)]
    return (
        select(how_many_unread().label("bell"), drafts.count().label("drafts"), *COLUMNS, *counts)
        .select_from(one)
        .outerjoin(Contact, true())
    )
