"""Which requests a member sees: the permission table as SQL. Every list, page, search and mail starts here."""

from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import Integer, and_, bindparam, case, false, or_, select, true
from sqlalchemy.orm import aliased

from tenants.context import Member
from tenants.deputising import absent_of
from tenants.models import Person
from tenants.permissions import Action, Reach, reach

from .models import HeldBy, Participant, Ticket

ME = bindparam("me", type_=Integer)
"""Stands for the member's person in statements that are built once and used for everybody."""


LOOKER = bindparam("looker", type_=Integer, callable_=lambda: g.member.looker.person_id)
"""Stands for the person of the admin who looks as ME."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a member sees: all that decides the shape of a statement, not who it is for."""

    seen: Reach
    secret: Reach
    desk: bool
    looker: Reach | None = None  # how far the admin sees what is confidential who looks as this member
    stands_in: bool = False  # for somebody who is away


def sight_of(member: Member, action: Action = Action.SEE) -> Sight:
    """Return how far `member` sees requests (or reaches with `action` among those)."""
    seen = min(reach(member, action), reach(member, Action.SEE))
    looker = reach(member.looker, Action.SEE_CONFIDENTIAL) if member.looker else None
    secret = reach(member, Action.SEE_CONFIDENTIAL)
    return Sight(seen, secret, member.is_desk, looker, bool(member.stands_for))


def visible_to(member: Member, action: Action = Action.SEE) -> Any:
    """Return the condition under which a request is visible to `member` (or lies within reach of `action`)."""
    return visible(sight_of(member, action), member.person_id)


def visible(sight: Sight, person: Any = ME) -> Any:
    """Return the condition under which a request is visible to who sees this far.

    Where an admin looks as somebody it is visible to both: an admin sees every request but the confidential ones.
    """
    seen = _confided(sight, _within(sight.seen, sight, person), sight.secret, person)
    return seen if sight.looker is None else _confided(sight, seen, sight.looker, LOOKER)


def _confided(sight: Sight, seen: Any, secret: Reach, person: Any) -> Any:
    if secret >= Reach.ORGANISATION:
        return seen
    return and_(seen, or_(~Ticket.confidential, _within(secret, sight, person)))


def measure(member: Member) -> Any:
    """Return the column that says how far a request lies from `member`, as a `Reach`."""
    return distance(sight_of(member), member.person_id)


def distance(sight: Sight, person: Any = ME) -> Any:
    """Return the column that says how far a request lies from somebody of the desk, or of an organisation."""
    if sight.desk:
        return case((Ticket.held_by == HeldBy.DESK, int(Reach.EVERYWHERE)), else_=int(Reach.EVERYWHERE) + 1)
    return case(
        (Ticket.concerns(person), int(Reach.PARTY)),
        (_takes_part(person), int(Reach.OWN)),
        (_in_team(sight, person), int(Reach.TEAM)),
        (_in_unit(person), int(Reach.UNIT)),
        else_=int(Reach.ORGANISATION),
    )


def _within(furthest: Reach, sight: Sight, person: Any) -> Any:
    match furthest:
        case Reach.NONE:
            return false()
        case Reach.PARTY:
            return Ticket.concerns(person)
        case Reach.OWN:
            return or_(Ticket.concerns(person), _takes_part(person))
        case Reach.TEAM:
            return or_(Ticket.concerns(person), _takes_part(person), _in_team(sight, person))
        case Reach.UNIT:
            return or_(Ticket.concerns(person), _takes_part(person), _in_team(sight, person), _in_unit(person))
        case Reach.ORGANISATION:
            return true()
        case Reach.EVERYWHERE:
            return Ticket.held_by == HeldBy.DESK


def _takes_part(person_id: Any) -> Any:
    return Ticket.id.in_(select(Participant.ticket_id).where(Participant.person_id == person_id))


def _in_team(sight: Sight, person_id: Any) -> Any:
    team = team_of(person_id, stands_in=sight.stands_in)
    return or_(Ticket.filed_for_id.in_(team), Ticket.filed_by_id.in_(team))


def team_of(person_id: Any, *, stands_in: bool) -> Any:
    """Return the select of the ids of everybody below a manager in today's directory, directly or not.

    Who stands in for others now has their teams besides.
    """
    manager = Person.manager_id == person_id
    if stands_in:
        manager = or_(manager, Person.manager_id.in_(absent_of(person_id)))
    # The CTE has no name: a statement that asks for two teams has two of them.
    below = select(Person.id).where(manager).cte(recursive=True)
    deeper = aliased(Person)
    below = below.union(select(deeper.id).where(deeper.manager_id == below.c.id))
    return select(below.c.id)


def _in_unit(person_id: Any) -> Any:
    mine, theirs = aliased(Person), aliased(Person)
    unit = select(mine.unit_id).where(mine.id == person_id).scalar_subquery()
    colleagues = select(theirs.id).where(theirs.unit_id == unit)
    return or_(Ticket.filed_for_id.in_(colleagues), Ticket.filed_by_id.in_(colleagues))
