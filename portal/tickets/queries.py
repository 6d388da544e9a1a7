"""Reading requests: one of them with its distance, pages of them, and the people around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department, Service
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.models import Person
from tenants.permissions import Action, Reach, reach
from tenants.roles import Role

from .lifecycle import State, Turn
from .models import (
    Entry,
    FollowUp,
    Participant,
    Postponement,
    Rating,
    Resolution,
    Ring,
    Ticket,
)
from .sight import measure, team_of, visible_to

PAGE = 25


def ticket_for(member: Member, number: int, *, lock: bool = False) -> Ticket:
    """Load the request with this number in the organisation in scope, measured for `member`.

    With `lock` nobody else changes it until the write transaction ends. Raises NotFound for what the member
    may not see, exactly as for a number that was never given.
    """
    statement = select(Ticket, measure(member)).where(Ticket.number == number, visible_to(member))
    if lock:
        statement = statement.with_for_update(of=Ticket)
    row = db.session.execute(statement, execution_options={"populate_existing": lock}).first()
    if row is None:
        raise NotFound
    return row[0].measured(member, Reach(row[1]))


def rings_for(member: Member) -> tuple[Ring, ...]:
    """Return the rings whose entries a member may read."""
    return (Ring.SHARED, Ring.DESK) if member.is_desk else (Ring.SHARED,)


def timeline(member: Member, ticket: Ticket) -> Sequence[Entry]:
    """Return what `member` may read of a request, oldest first. The ring is part of the query."""
    return db.session.scalars(
        select(Entry).where(Entry.ticket_id == ticket.id, Entry.ring.in_(rings_for(member))).order_by(Entry.id)
    ).all()


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to. `scope` is mine, team or organisation."""

    scope: str = "mine"
    turn: str = ""
    state: str = ""
    words: str = ""


LIST_COLUMNS = (
    Ticket.id,
    Ticket.number,
    Ticket.kind,
    Ticket.subject,
    Ticket.state,
    Ticket.confidential,
    Ticket.filed_by_id,
    Ticket.filed_by_name,
    Ticket.filed_for_id,
    Ticket.filed_for_name,
    Ticket.promised_at,
    Ticket.due_at,
    Ticket.updated_at,
    Department.outlook,
    Service.name_nl.label("service_nl"),
    Service.name_en.label("service_en"),
)

OPEN_TURNS = (Turn.DESK, Turn.CUSTOMER)


def page_of(
    member: Member,
    narrowed: Filter,
    after: tuple[datetime, int] | None = None,
    before: tuple[datetime, int] | None = None,
    matching: Any = None,
) -> tuple[list[Any], bool]:
    """Return a page of rows, newest first, and whether there is more in the direction asked for.

    `after` and `before` are the (updated_at, number) of the row at the edge: keyset paging, so that page 1,000
    costs what page 1 costs.
    """
    statement = _listed(member, narrowed, matching)
    if before is not None:
        statement = statement.where(_beyond(before, newer=True)).order_by(Ticket.updated_at, Ticket.number)
    else:
        if after is not None:
            statement = statement.where(_beyond(after, newer=False))
        statement = statement.order_by(Ticket.updated_at.desc(), Ticket.number.desc())
    rows = list(db.session.execute(statement.limit(PAGE + 1)))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return (rows[::-1] if before is not None else rows), more


def _listed(member: Member, narrowed: Filter, matching: Any) -> Any:
    statement = (
        select(*LIST_COLUMNS)
        .join(Department, Department.id == Ticket.department_id)
        .join(Service, Service.id == Ticket.service_id)
        .where(visible_to(member), _in_scope(member, narrowed.scope))
    )
    if narrowed.state:
        statement = statement.where(Ticket.state == State(narrowed.state))
    if narrowed.turn:
        statement = statement.where(Ticket.turn == Turn(narrowed.turn))
    if matching is not None:
        statement = statement.where(matching)
    return statement


def _in_scope(member: Member, scope: str) -> Any:
    person = member.person_id
    if scope == "organisation":
        return True
    taking_part = Ticket.id.in_(select(Participant.ticket_id).where(Participant.person_id == person))
    if scope == "team":
        team = team_of(person)
        return or_(Ticket.filed_for_id.in_(team), Ticket.filed_by_id.in_(team))
    return taking_part


def _beyond(edge: tuple[datetime, int], newer: bool) -> Any:
    moment, number = edge
    if newer:
        return or_(Ticket.updated_at > moment, and_(Ticket.updated_at == moment, Ticket.number > number))
    return and_(Ticket.updated_at <= moment, or_(Ticket.updated_at < moment, Ticket.number < number))


def waiting_for(member: Member, limit: int = 5) -> list[Any]:
    """Return the member's own requests in which it is the customer's turn, most urgent first."""
    statement = (
        _listed(member, Filter(scope="mine", turn=Turn.CUSTOMER), None)
        .where(Ticket.concerns(member.person_id))
        .order_by(Ticket.due_at, Ticket.id)
        .limit(limit)
    )
    return list(db.session.execute(statement))


def to_rate(member: Member, limit: int = 5) -> list[Any]:
    """Return the member's own solved requests of which the last resolution has no verdict of theirs."""
    rated = select(Rating.resolution_id).where(Rating.person_id == member.person_id)
    statement = (
        _listed(member, Filter(scope="mine", state=State.RESOLVED), None)
        .join(
            Resolution,
            and_(
                Resolution.organisation_id == Ticket.organisation_id,
                Resolution.ticket_id == Ticket.id,
                Resolution.number == Ticket.resolutions,
            ),
        )
        .where(
            Ticket.concerns(member.person_id),
            Resolution.id.not_in(rated),
            or_(Resolution.account_id.is_(None), Resolution.account_id != member.account_id),
        )
        .order_by(Ticket.updated_at.desc(), Ticket.number.desc())
        .limit(limit)
    )
    return list(db.session.execute(statement))


def running(member: Member, scope: str = "mine", limit: int = 5) -> list[Any]:
    """Return the newest requests the desk is working on."""
    statement = (
        _listed(member, Filter(scope=scope, turn=Turn.DESK), None)
        .order_by(Ticket.updated_at.desc(), Ticket.number.desc())
        .limit(limit)
    )
    return list(db.session.execute(statement))


def last_resolution(ticket: Ticket) -> Resolution | None:
    """Return the newest resolution of a request."""
    return db.session.scalar(
        select(Resolution).where(Resolution.ticket_id == ticket.id, Resolution.number == ticket.resolutions)
    )


def open_postponement(ticket: Ticket) -> Postponement | None:
    """Return the postponement that runs now."""
    return db.session.scalar(
        select(Postponement).where(Postponement.ticket_id == ticket.id, Postponement.ended_at.is_(None))
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a request on its page."""

    service: Service
    department: Department
    people: list[tuple[int, str]]  # person id and name of who follow it
    resolution: Resolution | None
    ratings: list[tuple[Rating, FollowUp | None]]
    extended: bool
    follows: int | None  # the number of the request this one follows up


def around(ticket: Ticket) -> Around:
    """Load what stands around a request: its places, its people, and how it ended when it did."""
    before = aliased(Ticket)
    service, department, follows, extended = db.session.execute(
        select(Service, Department, before.number, _extended(ticket))
        .select_from(Service)
        .join(Department, Department.id == ticket.department_id)
        .outerjoin(before, before.id == ticket.follows_id)
        .where(Service.id == ticket.service_id)
    ).one()
    people = db.session.execute(
        select(Participant.person_id, Person.name)
        .join(
            Person,
            and_(Person.organisation_id == Participant.organisation_id, Person.id == Participant.person_id),
        )
        .where(Participant.ticket_id == ticket.id)
        .order_by(Person.name)
    ).all()
    resolution = last_resolution(ticket) if ticket.resolutions else None
    return Around(
        service=service,
        department=department,
        people=[(row[0], row[1]) for row in people],
        resolution=resolution,
        ratings=_ratings(ticket) if resolution else [],
        extended=bool(extended),
        follows=follows,
    )


def _extended(ticket: Ticket) -> Any:
    return exists().where(
        Postponement.organisation_id == ticket.organisation_id,
        Postponement.ticket_id == ticket.id,
        Postponement.ended_at.is_(None),
        Postponement.extended,
    )


def _ratings(ticket: Ticket) -> list[tuple[Rating, FollowUp | None]]:
    rows = db.session.execute(
        select(Rating, FollowUp)
        .outerjoin(
            FollowUp,
            and_(FollowUp.organisation_id == Rating.organisation_id, FollowUp.rating_id == Rating.id),
        )
        .where(Rating.ticket_id == ticket.id)
        .order_by(Rating.id)
    )
    return [(row[0], row[1]) for row in rows]


def reach_of_list(member: Member) -> tuple[str, ...]:
    """Return which lists a member can choose from, nearest first: only those that add something."""
    seen = reach(member, Action.SEE)
    scopes = ["mine"]
    if Role.MANAGER in member.roles and seen >= Reach.TEAM:
        scopes.append("team")
    if seen >= Reach.UNIT:
        scopes.append("organisation")
    return tuple(scopes)
