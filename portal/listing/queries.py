"""Pages of requests: which of all that somebody may see fit a filter, newest first or by whose turn it is.

A statement is built once for each shape: which filters are used, not what they are set to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, Integer, Text, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department, Service
from portal.catalogue.rules import Kind, Outlook
from portal.search.queries import Hits
from portal.tickets.labels import Label
from portal.tickets.lifecycle import RUNNING, Turn
from portal.tickets.models import Ticket
from portal.tickets.queries import MINE, followed, in_scope, listed, listed_mine
from portal.tickets.reading import unread
from portal.tickets.sight import ME, Sight, sight_of, visible_to
from portal.tickets.words import among
from tenants.columns import Moment, Word
from tenants.context import Member
from tenants.database import db
from tenants.models import Person
from tenants.reading import read

from . import rules
from .paging import Edge
from .rules import Filter, Sort, places_of, span

PAGE = 25


@dataclass(frozen=True, slots=True)
class Shape:
    """All that decides how the statement of a list reads."""

    sight: Sight
    scope: str
    used: tuple[str, ...]
    label: Label | None
    sort: Sort
    way: str = ""  # older or newer than an edge


def page_of(
    member: Member,
    narrowed: Filter,
    today: date,
    after: Edge | None = None,
    before: Edge | None = None,
    hits: Hits | None = None,
) -> tuple[list[Any], bool]:
    """Return a page of rows, and whether there is more in the direction asked for.

    Keyset paging: page 1,000 costs what page 1 costs. `hits` says where the words of the filter occur.
    """
    edge, way = (before, "newer") if before else (after, "older") if after else (None, "")
    shape, given = shape_of(member, narrowed, today, way)
    if edge is not None:
        given |= {"moment": edge.moment, "number": edge.number, "edge_turn": edge.turn}
    statement = _page(shape) if hits is None else _page(shape).where(*among(hits, member))
    rows = list(read(statement, given))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return (rows[::-1] if before is not None else rows), more


def every_row(member: Member, narrowed: Filter, today: date, most: int, hits: Hits | None = None) -> Any:
    """Return the select, and what it is given, of all rows of a list in its order, `most` at most."""
    shape, given = shape_of(member, narrowed, today)
    statement = _ordered(_narrowed(shape), shape).limit(most)
    return (statement if hits is None else statement.where(*among(hits, member))), given


def newer_there(member: Member, narrowed: Filter, today: date, moment: Any) -> bool:
    """Say whether something in a list changed after `moment`: one statement, which reads one row."""
    shape, given = shape_of(member, narrowed, today)
    statement = _newer(shape)
    return db.session.scalar(statement, given | {"moment": moment}) is not None


@lru_cache(maxsize=256)
def _newer(shape: Shape) -> Any:
    changed = _moved(shape) > bindparam("moment", type_=Moment)
    return _narrowed(shape).where(changed).with_only_columns(Ticket.number).limit(1)


def shape_of(member: Member, narrowed: Filter, today: date, way: str = "") -> tuple[Shape, dict[str, Any]]:
    """Return the shape of the statement for a filter, and what the statement is given."""
    first, end = span(narrowed, today)
    used = [name for name in CONDITIONS if name != "since" and name != "until" and getattr(narrowed, name, None)]
    if narrowed.by == rules.ME:
        used = ["by_me" if name == "by" else name for name in used]
    used += ["since"] * (first is not None) + ["until"] * (end is not None)
    shape = Shape(sight_of(member), narrowed.scope, tuple(used), narrowed.label, narrowed.sort, way)
    return shape, {
        "me": member.person_id,
        "account": member.account_id,
        "turn": narrowed.turn,
        "kind": narrowed.kind,
        "service": narrowed.service,
        "by": _like(narrowed.by),
        "behalf": _like(narrowed.behalf),
        "person": narrowed.person,
        "since": first,
        "until": end,
        "confidential": narrowed.confidential,
    }


def _like(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _called() -> Any:
    return select(Person.id).where(Person.public_id == bindparam("person", type_=Text))


def concerning(people: Any) -> Any:
    """Return the condition under which a request was filed by or for one of the persons a select names."""
    return or_(Ticket.filed_by_id.in_(people), Ticket.filed_for_id.in_(people))


def name_of(member: Member, person: str) -> str:
    """Return the name of the person a filter asks for; "" when no request that `member` sees concerns them."""
    one = aliased(Person)
    theirs = select(Ticket.id).where(visible_to(member), Ticket.concerns(one.id))
    known = select(one.name).where(one.public_id == person, exists(theirs))
    return db.session.scalar(known) or ""


def _asked_since() -> Any:
    since = bindparam("since", type_=Moment)
    # Nothing changes before it was filed: the index by last change ends the walk.
    return and_(Ticket.filed_at >= since, Ticket.updated_at >= since)


CONDITIONS: Mapping[str, Any] = {
    "turn": lambda: Ticket.turn == bindparam("turn", type_=Word(Turn)),
    "kind": lambda: Ticket.kind == bindparam("kind", type_=Word(Kind)),
    "service": lambda: Ticket.service_id.in_(
        select(Service.id).where(Service.slug == bindparam("service", type_=Text))
    ),
    "by": lambda: Ticket.filed_by_name.ilike(bindparam("by", type_=Text), escape="\\"),
    # Who files follows, and what somebody follows is found by an index.
    "by_me": lambda: and_(Ticket.filed_by_id == ME, followed()),
    "behalf": lambda: and_(
        Ticket.filed_for_id != Ticket.filed_by_id,
        Ticket.filed_for_name.ilike(bindparam("behalf", type_=Text), escape="\\"),
    ),
    "person": lambda: concerning(_called()),
    "running": lambda: Ticket.turn.in_(RUNNING),
    "since": _asked_since,
    "until": lambda: Ticket.filed_at < bindparam("until", type_=Moment),
    "confidential": lambda: Ticket.confidential == bindparam("confidential", type_=Boolean),
    "unread": unread,
}
"""What each filter asks of a request."""


@lru_cache(maxsize=512)
def _page(shape: Shape) -> Any:
    return _ordered(_narrowed(shape), shape).limit(PAGE + 1)


def _moved(shape: Shape) -> Any:
    return MINE.moved_at if shape.scope == "mine" else Ticket.updated_at


def _narrowed(shape: Shape) -> Any:
    if shape.scope == "mine":
        statement = listed_mine(shape.sight)
    else:
        statement = listed(shape.sight).where(*in_scope(shape.scope, shape.sight))
    statement = statement.where(*(CONDITIONS[name]() for name in shape.used))
    if shape.label is not None:
        statement = statement.where(_labelled(shape.label))
    return statement


def _labelled(label: Label) -> Any:
    """Return the condition under which a customer reads this label, with what the indexes know of it first."""
    places = places_of(label)
    exact = or_(
        *(
            Ticket.state == state
            if len(outlooks) == len(Outlook)
            else and_(Ticket.state == state, Department.outlook.in_(outlooks))
            for state, outlooks in places.items()
        )
    )
    if len(places) == 1:
        return and_(Ticket.state == next(iter(places)), exact)
    if label is Label.YOUR_TURN:
        return Ticket.turn == Turn.CUSTOMER
    if label in (Label.DISCUSSED, Label.PLANNED):
        return and_(Ticket.turn == Turn.DESK, exact)
    return exact


def _ordered(statement: Any, shape: Shape) -> Any:
    newer = shape.way == "newer"
    if shape.way:
        statement = statement.where(_beyond(newer, shape))
    moved, turn = _moved(shape), _turn(shape)
    columns = [moved, Ticket.number] if newer else [moved.desc(), Ticket.number.desc()]
    if shape.sort is Sort.TURN:
        columns.insert(0, turn.desc() if newer else turn)
    return statement.order_by(*columns)


def _turn(shape: Shape) -> Any:
    return MINE.turn if shape.scope == "mine" else Ticket.turn


def _beyond(newer: bool, shape: Shape) -> Any:
    moment, number = bindparam("moment", type_=Moment), bindparam("number", type_=Integer)
    moved, turn = _moved(shape), _turn(shape)
    if newer:
        past = and_(moved >= moment, or_(moved > moment, Ticket.number > number))
    else:
        past = and_(moved <= moment, or_(moved < moment, Ticket.number < number))
    if shape.sort is not Sort.TURN:
        return past
    # The words sort as the turns do: customer, desk, nobody.
    edge = bindparam("edge_turn", type_=Word(Turn))
    if newer:
        return and_(turn <= edge, or_(turn < edge, past))
    return and_(turn >= edge, or_(turn > edge, past))
