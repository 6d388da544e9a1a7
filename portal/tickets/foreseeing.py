"""How many requests people would see if their organisation chose otherwise: told before it is saved.

For all people at once, in a fixed number of statements, whatever their number and that of the requests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select, union, union_all
from sqlalchemy.orm import aliased

from tenants.context import Member
from tenants.deputising import in_force_now
from tenants.models import Deputy, Person
from tenants.permissions import Reach
from tenants.placed import people_here
from tenants.reading import read

from .models import Participant, Ticket
from .sight import Sight, sight_of


@dataclass(frozen=True, slots=True)
class Shift:
    """How many requests somebody sees now, and how many they would."""

    person_id: int
    name: str
    now: int
    then: int

    @property
    def by(self) -> int:
        """Return how many more; below nought, how many fewer."""
        return self.then - self.now


def foresee(then: Callable[[Member], Member]) -> list[Shift]:
    """Return the members who would see more or fewer requests if each were as `then` makes them, by name."""
    moved = []
    for person in people_here():
        if person.member is not None:
            before, after = sight_of(person.member), sight_of(then(person.member))
            if before != after:
                moved.append((person, before, after))
    if not moved:
        return []
    counts = _Counts()
    shifts = (
        Shift(
            person.person_id,
            person.name,
            counts.seen(person.person_id, person.unit_id, before),
            counts.seen(person.person_id, person.unit_id, after),
        )
        for person, before, after in moved
    )
    return [shift for shift in shifts if shift.by]


class _Counts:
    """How many requests lie within each reach of each person: those that are confidential apart."""

    def __init__(self) -> None:
        self.all: dict[bool, int] = {bool(row.confidential): row.number for row in read(_all())}
        self.units = {(row.unit_id, bool(row.confidential)): row.number for row in read(_of_units())}
        self.near = {(row.person_id, bool(row.confidential)): row for row in read(_near())}

    def seen(self, person: int, unit: int | None, sight: Sight) -> int:
        """Return how many requests somebody sees who sees so far."""
        return self._within(sight.seen, person, unit, False) + self._within(
            min(sight.seen, sight.secret), person, unit, True
        )

    def _within(self, reach: Reach, person: int, unit: int | None, confidential: bool) -> int:
        if reach >= Reach.ORGANISATION:
            return self.all.get(confidential, 0)
        near = self.near.get((person, confidential))
        if reach == Reach.UNIT:
            elsewhere = near.team - near.inside if near else 0
            return elsewhere + self.units.get((unit, confidential), 0) if unit else (near.team if near else 0)
        if near is None or reach < Reach.OWN:
            return 0
        return near.team if reach == Reach.TEAM else near.own


@cache
def _all() -> Any:
    return select(Ticket.confidential, func.count(Ticket.id).label("number")).group_by(Ticket.confidential)


@cache
def _of_units() -> Any:
    """Count the requests of each unit: filed by or for somebody of it."""
    inside = _inside().subquery()
    return (
        select(inside.c.unit_id, Ticket.confidential, func.count(Ticket.id).label("number"))
        .join(Ticket, Ticket.id == inside.c.ticket_id)
        .group_by(inside.c.unit_id, Ticket.confidential)
    )


def _inside() -> Any:
    """Return (unit, request), each pair once."""
    return union(
        *(
            select(Person.unit_id.label("unit_id"), Ticket.id.label("ticket_id"))
            .join(Ticket, party == Person.id)
            .where(Person.unit_id.is_not(None))
            for party in (Ticket.filed_by_id, Ticket.filed_for_id)
        )
    )


@cache
def _near() -> Any:
    """Count for each person the requests of their own, those of their team, and how many of these are their unit's."""
    pairs = _pairs()
    far = func.min(pairs.c.far).label("far")
    near = select(pairs.c.person_id, pairs.c.ticket_id, far).group_by(pairs.c.person_id, pairs.c.ticket_id).subquery()
    unit, party = aliased(Person), aliased(Person)
    of_unit = (
        select(literal(1))
        .where(or_(party.id == Ticket.filed_by_id, party.id == Ticket.filed_for_id), party.unit_id == unit.unit_id)
        .exists()
    )
    return (
        select(
            near.c.person_id,
            Ticket.confidential,
            func.sum(case((near.c.far == int(Reach.OWN), 1), else_=0)).label("own"),
            func.count(Ticket.id).label("team"),
            func.sum(case((of_unit, 1), else_=0)).label("inside"),
        )
        .select_from(near)
        .join(Ticket, Ticket.id == near.c.ticket_id)
        .join(unit, and_(unit.organisation_id == Ticket.organisation_id, unit.id == near.c.person_id))
        .group_by(near.c.person_id, Ticket.confidential)
    )


def _pairs() -> Any:
    """Return (person, request, how far) of whoever filed it, for whom it is, who follows it, and who is above them.

    Who stands in for somebody above them counts as above them too.
    """
    own, team = literal(int(Reach.OWN)).label("far"), literal(int(Reach.TEAM)).label("far")
    above = _above()
    stands_in = (
        select(Deputy.person_id.label("boss"), above.c.person_id)
        .join(above, above.c.boss == Deputy.absent_id)
        .where(*in_force_now())
        .subquery()
    )
    parties = (Ticket.filed_by_id, Ticket.filed_for_id)
    return union_all(
        *(select(party.label("person_id"), Ticket.id.label("ticket_id"), own) for party in parties),
        select(Participant.person_id, Participant.ticket_id, own),
        *(
            select(over.c.boss, Ticket.id, team).join(Ticket, party == over.c.person_id)
            for party in parties
            for over in (above, stands_in)
        ),
    ).subquery()


def _above() -> Any:
    """Return (boss, person) of everybody and all above them in today's directory."""
    pair = select(Person.manager_id.label("boss"), Person.id.label("person_id")).where(Person.manager_id.is_not(None))
    above = pair.cte(recursive=True)
    higher = aliased(Person)
    return above.union(
        select(higher.manager_id, above.c.person_id)
        .join(higher, higher.id == above.c.boss)
        .where(higher.manager_id.is_not(None))
    )
