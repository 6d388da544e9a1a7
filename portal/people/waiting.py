"""Which requests wait for the customer, and for whom of them: who holds things up, as an admin reads it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import and_, case, func, null, or_, select, union_all

from portal.tickets.lifecycle import Turn
from portal.tickets.models import Entry, Ring, Ticket
from portal.tickets.sight import Sight, sight_of, visible
from portal.web.language import Said, age
from tenants.context import Member, in_force
from tenants.models import Account, Membership, Person
from tenants.reading import read

MOST = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody for whom requests wait; `gone` when they cannot sign in any more."""

    href: str
    name: str
    count: int
    since: Said
    gone: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """For whom requests wait, and for how many people besides."""

    lines: list[Line]
    others: int
    every: str  # the address of the list of all of them


def waiting_for_people(member: Member) -> list[Any]:
    """Return, longest first, for whom of the organisation requests wait that `member` may see.

    A request waits for who filed it and for the person it is for. Of those who cannot sign in, only who filed one
    of which the other cannot either is told: nobody else will answer it.
    """
    return list(read(_waiting(sight_of(member)), {"me": member.person_id, "account": member.account_id}))


@cache
def _waiting(sight: Sight) -> Any:
    waits = and_(Ticket.turn == Turn.CUSTOMER, visible(sight))
    told = select(func.max(Entry.at)).where(
        Entry.organisation_id == Ticket.organisation_id,
        Entry.ticket_id == Ticket.id,
        Entry.ring == Ring.SHARED,
        Entry.event.in_(("answered", "asked")),
    )
    since = func.coalesce(told.correlate(Ticket).scalar_subquery(), Ticket.updated_at, type_=Entry.at.type)
    filed = select(Ticket.filed_by_id.label("person_id"), Ticket.filed_for_id.label("other_id"), since.label("since"))
    meant = select(Ticket.filed_for_id, null(), since).where(waits, Ticket.filed_for_id != Ticket.filed_by_id)
    each = union_all(filed.where(waits), meant).subquery()
    come_in = _who_come_in().cte("come_in")  # looked up once, however many requests wait
    here, other = come_in.alias("here"), come_in.alias("other")
    comes = here.c.person_id.is_not(None)
    alone = case((and_(each.c.other_id.is_not(None), other.c.person_id.is_(None)), 1), else_=0)
    oldest = func.min(each.c.since, type_=Entry.at.type)
    return (
        select(
            Person.public_id,
            Person.name,
            comes.label("comes"),
            func.count().label("requests"),
            oldest.label("since"),
            func.count().over().label("people"),
        )
        .select_from(each)
        .join(Person, Person.id == each.c.person_id)
        .outerjoin(here, here.c.person_id == Person.id)
        .outerjoin(other, other.c.person_id == each.c.other_id)
        .group_by(Person.id, Person.public_id, Person.name, here.c.person_id)
        .having(or_(comes, func.max(alone) == 1))
        .order_by(oldest, func.lower(Person.name), Person.public_id)
        .limit(MOST)
    )


def _who_come_in() -> Any:
    """Return the select of the persons of the organisation in scope who can sign in."""
    return (
        select(Membership.person_id)
        .join(Account, Account.id == Membership.account_id)
        .where(*in_force(Membership), Account.active)
        .distinct()
    )


def waiting_shown(rows: list[Any]) -> Waiting:
    """Return the lines of the first page."""
    lines = [
        Line(_list_of(person=row.public_id), row.name, row.requests, age(row.since), not row.comes) for row in rows
    ]
    return Waiting(lines, rows[0].people - len(rows) if rows else 0, _list_of())


def _list_of(person: str = "") -> str:
    return url_for("tickets.list_requests", scope="organisation", turn=str(Turn.CUSTOMER), person=person or None)
