"""Reading requests: one of them with its distance, pages of them, and the people around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, or_, select, true
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department, Service
from portal.contact.models import Contact
from portal.contact.queries import COLUMNS, ContactDetails, details_of
from portal.files.models import Attachment
from tenants.columns import Moment, Word
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
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
from .sight import ME, Sight, distance, sight_of, team_of, visible
from .taking import Taking, taking_part

PAGE = 25


def ticket_for(member: Member, number: int, *, lock: bool = False) -> Ticket:
    """Load the request with this number in the organisation in scope, measured for `member`.

    With `lock` nobody else changes it until the write transaction ends. Raises NotFound for what the member
    may not see, exactly as for a number that was never given.
    """
    given = {"me": member.person_id, "number": number}
    row: Any = db.session.execute(_one(sight_of(member), lock), given).first()
    if row is None:
        raise NotFound
    if lock:
        vars(row[0])["_department"] = row[2]  # the session keeps only what somebody holds
    return row[0].measured(member, Reach(row[1]))


@cache
def _one(sight: Sight, lock: bool) -> Any:
    number = bindparam("number", type_=Integer)
    statement = select(Ticket, distance(sight.desk)).where(Ticket.number == number, visible(sight))
    if not lock:
        return statement
    # Its department comes along: most changes promise something by its hours.
    department = Department.id == Ticket.department_id
    statement = statement.add_columns(Department).join(Department, department).with_for_update(of=Ticket)
    return statement.execution_options(populate_existing=True)


def rings_for(member: Member) -> tuple[Ring, ...]:
    """Return the rings whose entries a member may read."""
    return (Ring.SHARED, Ring.DESK) if member.is_desk else (Ring.SHARED,)


def timeline(member: Member, ticket: Ticket) -> Sequence[Entry]:
    """Return what `member` may read of a request, with files, oldest first. The ring is part of the query."""
    rows: Any = db.session.execute(_timeline(rings_for(member)), {"ticket": ticket.id})
    entries: dict[int, Entry] = {}
    for entry, attachment in rows:
        if entries.setdefault(entry.id, entry) is entry and "_files" not in vars(entry):
            vars(entry)["_files"] = []
        if attachment is not None:
            entry.files.append(attachment)
    return list(entries.values())


@cache
def _timeline(rings: tuple[Ring, ...]) -> Any:
    ticket = bindparam("ticket", type_=Integer)
    own = and_(Attachment.organisation_id == Entry.organisation_id, Attachment.entry_id == Entry.id)
    return (
        select(Entry, Attachment)
        .outerjoin(Attachment, own)
        .where(Entry.ticket_id == ticket, Entry.ring.in_(rings))
        .order_by(Entry.id, Attachment.id)
    )


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
    Ticket.named,
    Ticket.named_as,
    Ticket.promised_at,
    Ticket.due_at,
    Ticket.updated_at,
    Department.outlook,
    Service.name_nl.label("service_nl"),
    Service.name_en.label("service_en"),
)

FEW = 5  # rows of a block on the start page


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
    edge, direction = (before, "newer") if before else (after, "older") if after else (None, "")
    shape = _page(sight_of(member), narrowed.scope, bool(narrowed.state), bool(narrowed.turn), direction)
    statement = shape if matching is None else shape.where(matching)
    given = {"me": member.person_id, "state": narrowed.state or None, "turn": narrowed.turn or None}
    if edge is not None:
        given |= {"moment": edge[0], "number": edge[1]}
    rows = list(db.session.execute(statement, given))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return (rows[::-1] if before is not None else rows), more


@cache
def _page(sight: Sight, scope: str, by_state: bool, by_turn: bool, direction: str) -> Any:
    """Build the statement of a page once for each shape; what it is asked for comes as parameters."""
    statement = listed(sight, scope, by_state, by_turn)
    if direction:
        statement = statement.where(_beyond(newer=direction == "newer"))
    if direction == "newer":
        return statement.order_by(Ticket.updated_at, Ticket.number).limit(PAGE + 1)
    return statement.order_by(Ticket.updated_at.desc(), Ticket.number.desc()).limit(PAGE + 1)


def listed(sight: Sight, scope: str, by_state: bool = False, by_turn: bool = False) -> Any:
    """Build the select of the rows of a list: mine, the team's or the organisation's, as far as `sight` reaches."""
    statement = (
        select(*LIST_COLUMNS)
        .join(Department, Department.id == Ticket.department_id)
        .join(Service, Service.id == Ticket.service_id)
        .where(visible(sight), *_in_scope(scope))
    )
    if by_state:
        statement = statement.where(Ticket.state == bindparam("state", type_=Word(State)))
    if by_turn:
        statement = statement.where(Ticket.turn == bindparam("turn", type_=Word(Turn)))
    return statement


def _in_scope(scope: str) -> tuple[Any, ...]:
    if scope == "organisation":
        return ()
    if scope == "team":
        team = team_of(ME)
        return (or_(Ticket.filed_for_id.in_(team), Ticket.filed_by_id.in_(team)),)
    return (Ticket.id.in_(select(Participant.ticket_id).where(Participant.person_id == ME)),)


def _beyond(newer: bool) -> Any:
    moment, number = bindparam("moment", type_=Moment), bindparam("number", type_=Integer)
    if newer:
        return or_(Ticket.updated_at > moment, and_(Ticket.updated_at == moment, Ticket.number > number))
    return and_(Ticket.updated_at <= moment, or_(Ticket.updated_at < moment, Ticket.number < number))


def waiting_for(member: Member) -> list[Any]:
    """Return the member's own requests in which it is the customer's turn, most urgent first."""
    return list(db.session.execute(_waiting(sight_of(member)), {"me": member.person_id}))


@cache
def _waiting(sight: Sight) -> Any:
    theirs = (Ticket.turn == Turn.CUSTOMER, Ticket.concerns(ME))
    return listed(sight, "mine").where(*theirs).order_by(Ticket.due_at, Ticket.id).limit(FEW)


def to_rate(member: Member) -> list[Any]:
    """Return the member's own solved requests of which the last resolution has no verdict of theirs."""
    given = {"me": member.person_id, "account": member.account_id}
    return list(db.session.execute(_unrated(sight_of(member)), given))


@cache
def _unrated(sight: Sight) -> Any:
    rated = select(Rating.resolution_id).where(Rating.person_id == ME)
    last = and_(
        Resolution.organisation_id == Ticket.organisation_id,
        Resolution.ticket_id == Ticket.id,
        Resolution.number == Ticket.resolutions,
    )
    account = bindparam("account", type_=Integer)
    not_theirs = or_(Resolution.account_id.is_(None), Resolution.account_id != account)
    return (
        listed(sight, "mine")
        .join(Resolution, last)
        .where(Ticket.state == State.RESOLVED, Ticket.concerns(ME), Resolution.id.not_in(rated), not_theirs)
        .order_by(Ticket.updated_at.desc(), Ticket.number.desc())
        .limit(FEW)
    )


def running(member: Member) -> list[Any]:
    """Return the member's newest requests the desk is working on."""
    return list(db.session.execute(_running(sight_of(member)), {"me": member.person_id}))


@cache
def _running(sight: Sight) -> Any:
    newest = (Ticket.updated_at.desc(), Ticket.number.desc())
    return listed(sight, "mine").where(Ticket.turn == Turn.DESK).order_by(*newest).limit(FEW)


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
    people: list[Taking]  # who follow it, by name
    lines: list[Taking]  # the list of people it is for, in its order
    resolution: Resolution | None
    ratings: list[tuple[Rating, FollowUp | None]]
    extended: bool
    follows: int | None  # the number of the request this one follows up
    contact: ContactDetails


def around(ticket: Ticket) -> Around:
    """Load what stands around a request: its places, its people, and how it ended when it did."""
    given = {
        "ticket": ticket.id,
        "service": ticket.service_id,
        "department": ticket.department_id,
        "before": ticket.follows_id,
    }
    places: Any = db.session.execute(_places(), given).one()
    service, department, follows, extended = places[:4]
    people = taking_part(ticket)
    endings: list[Any] = list(db.session.execute(_endings(), {"ticket": ticket.id})) if ticket.resolutions else []
    return Around(
        service=service,
        department=department,
        people=[one for one in people if not one.place],
        lines=[one for one in people if one.place],
        resolution=endings[-1][0] if endings else None,
        ratings=[(row[1], row[2]) for row in endings if row[1] is not None],
        extended=bool(extended),
        follows=follows,
        contact=details_of(places),
    )


@cache
def _places() -> Any:
    earlier = aliased(Ticket)
    extended = exists().where(
        Postponement.ticket_id == bindparam("ticket", type_=Integer),
        Postponement.ended_at.is_(None),
        Postponement.extended,
    )
    return (
        select(Service, Department, earlier.number, extended, *COLUMNS)
        .select_from(Service)
        .outerjoin(Contact, true())
        .join(Department, Department.id == bindparam("department", type_=Integer))
        .outerjoin(earlier, earlier.id == bindparam("before", type_=Integer))
        .where(Service.id == bindparam("service", type_=Integer))
    )


@cache
def _endings() -> Any:
    """Each resolution with its verdicts and the answers they are owed; the last resolution comes last."""
    judged = and_(Rating.organisation_id == Resolution.organisation_id, Rating.resolution_id == Resolution.id)
    owed = and_(FollowUp.organisation_id == Rating.organisation_id, FollowUp.rating_id == Rating.id)
    return (
        select(Resolution, Rating, FollowUp)
        .outerjoin(Rating, judged)
        .outerjoin(FollowUp, owed)
        .where(Resolution.ticket_id == bindparam("ticket", type_=Integer))
        .order_by(Resolution.number, Rating.id)
    )


def reach_of_list(member: Member) -> tuple[str, ...]:
    """Return which lists a member can choose from, nearest first: only those that add something."""
    seen = reach(member, Action.SEE)
    scopes = ["mine"]
    if Role.MANAGER in member.roles and seen >= Reach.TEAM:
        scopes.append("team")
    if seen >= Reach.UNIT:
        scopes.append("organisation")
    return tuple(scopes)
