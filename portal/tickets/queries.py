"""Reading requests: one of them with its distance, pages of them, and the people around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, or_, select, true
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department, Service
from portal.contact.models import Contact
from portal.contact.queries import COLUMNS, ContactDetails, details_of
from portal.drafts.models import ReplyDraft
from portal.drafts.queries import oldest
from portal.drafts.replies import begun_by_me
from portal.files.models import Attachment
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
    ReadMark,
    Resolution,
    Ring,
    Ticket,
)
from .reading import ACCOUNT, how_many_unread, my_mark, unread
from .sight import ME, Sight, distance, sight_of, team_of, visible
from .taking import Taking, taking_part


def ticket_for(member: Member, number: int, *, lock: bool = False) -> Ticket:
    """Load the request with this number in the organisation in scope, measured for `member`.

    With `lock` nobody else changes it until the write transaction ends. Raises NotFound for what the member
    may not see, exactly as for a number that was never given.
    """
    given: dict[str, Any] = {"me": member.person_id, "account": member.account_id, "number": number}
    if not lock:
        given["oldest"] = oldest()
    row: Any = db.session.execute(_one(sight_of(member), lock), given).first()
    if row is None:
        raise NotFound
    # The session keeps only what somebody holds.
    vars(row[0])["_department" if lock else "_beside"] = row[2] if lock else row
    return row[0].measured(member, Reach(row[1]))


def seen_before(ticket: Ticket) -> int | None:
    """Return how many entries of a request somebody had read when it was loaded for them; None without a mark."""
    return vars(ticket)["_beside"][-3]


def has_news(ticket: Ticket) -> bool:
    """Say whether a request held something new for who it was loaded for."""
    return vars(ticket)["_beside"][-2]


def begun_reply(ticket: Ticket) -> ReplyDraft | None:
    """Return what who a request was loaded for is about to reply."""
    return vars(ticket)["_beside"][-4]


def unread_beside(ticket: Ticket) -> int:
    """Return how many requests held something new for who a request was loaded for."""
    return vars(ticket)["_beside"][-1]


@cache
def _one(sight: Sight, lock: bool) -> Any:
    number = bindparam("number", type_=Integer)
    statement = select(Ticket, distance(sight.desk)).where(Ticket.number == number, visible(sight))
    if not lock:
        read = (ReadMark.seen, unread(), how_many_unread())
        begun = begun_by_me(ReplyDraft, Ticket, Ring.SHARED)
        placed = _with_places(statement).add_columns(ReplyDraft, *read)
        return placed.outerjoin(ReadMark, my_mark()).outerjoin(ReplyDraft, begun)
    # Its department comes along: most changes promise something by its hours.
    department = Department.id == Ticket.department_id
    statement = statement.add_columns(Department).join(Department, department).with_for_update(of=Ticket)
    return statement.execution_options(populate_existing=True)


def _with_places(statement: Any) -> Any:
    """Let what stands around a request come along with it: one statement fewer on its page."""
    earlier = aliased(Ticket)
    extended = exists().where(
        Postponement.organisation_id == Ticket.organisation_id,
        Postponement.ticket_id == Ticket.id,
        Postponement.ended_at.is_(None),
        Postponement.extended,
    )
    before = and_(earlier.organisation_id == Ticket.organisation_id, earlier.id == Ticket.follows_id)
    return (
        statement.add_columns(Service, Department, earlier.number, extended, *COLUMNS)
        .select_from(Ticket)
        .join(Service, Service.id == Ticket.service_id)
        .join(Department, Department.id == Ticket.department_id)
        .outerjoin(earlier, before)
        .outerjoin(Contact, true())
    )


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
    Ticket.filed_at,
    Ticket.updated_at,
    Ticket.turn,
    Department.outlook,
    Service.name_nl.label("service_nl"),
    Service.name_en.label("service_en"),
)

FEW = 5  # rows of a block on the start page


def listed(sight: Sight) -> Any:
    """Return the select of the columns of lists; it is given `me` and `account`."""
    return (
        select(*LIST_COLUMNS, unread().label("unread"))
        .select_from(Ticket)
        .join(Department, Department.id == Ticket.department_id)
        .join(Service, Service.id == Ticket.service_id)
        .outerjoin(ReadMark, my_mark())
        .where(visible(sight))
    )


def _mine(sight: Sight) -> Any:
    return listed(sight).where(followed())


def followed() -> Any:
    """Return the condition under which ME follows a request."""
    return Ticket.id.in_(select(Participant.ticket_id).where(Participant.person_id == ME))


def scopes_of(member: Member) -> tuple[str, ...]:
    """Return which lists a member can choose from, nearest first: only those that add something."""
    seen = reach(member, Action.SEE)
    scopes = ["mine"]
    if Role.MANAGER in member.roles and seen >= Reach.TEAM:
        scopes.append("team")
    if seen >= Reach.UNIT:
        scopes.append("organisation")
    return tuple(scopes)


def in_scope(scope: str) -> tuple[Any, ...]:
    """Return the conditions of a list's scope: mine, team or organisation."""
    if scope == "organisation":
        return ()
    if scope == "team":
        team = team_of(ME)
        return (or_(Ticket.filed_for_id.in_(team), Ticket.filed_by_id.in_(team)),)
    return (followed(),)


def _who(member: Member) -> dict[str, int]:
    return {"me": member.person_id, "account": member.account_id}


def waiting_for(member: Member) -> list[Any]:
    """Return the member's own requests in which it is the customer's turn, most urgent first."""
    return list(db.session.execute(_waiting(sight_of(member)), _who(member)))


@cache
def _waiting(sight: Sight) -> Any:
    theirs = (Ticket.turn == Turn.CUSTOMER, Ticket.concerns(ME))
    return _mine(sight).where(*theirs).order_by(Ticket.due_at, Ticket.id).limit(FEW)


def to_rate(member: Member) -> list[Any]:
    """Return the member's own solved requests of which the last resolution has no verdict of theirs."""
    return list(db.session.execute(_unrated(sight_of(member)), _who(member)))


@cache
def _unrated(sight: Sight) -> Any:
    rated = select(Rating.resolution_id).where(Rating.person_id == ME)
    last = and_(
        Resolution.organisation_id == Ticket.organisation_id,
        Resolution.ticket_id == Ticket.id,
        Resolution.number == Ticket.resolutions,
    )
    not_theirs = or_(Resolution.account_id.is_(None), Resolution.account_id != ACCOUNT)
    return (
        _mine(sight)
        .join(Resolution, last)
        .where(Ticket.state == State.RESOLVED, Ticket.concerns(ME), Resolution.id.not_in(rated), not_theirs)
        .order_by(Ticket.updated_at.desc(), Ticket.number.desc())
        .limit(FEW)
    )


def running(member: Member, scope: str = "mine") -> list[Any]:
    """Return the newest requests of a scope that the desk is working on."""
    return list(db.session.execute(_running(sight_of(member), scope), _who(member)))


@cache
def _running(sight: Sight, scope: str) -> Any:
    newest = (Ticket.updated_at.desc(), Ticket.number.desc())
    return listed(sight).where(Ticket.turn == Turn.DESK, *in_scope(scope)).order_by(*newest).limit(FEW)


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
    beside = vars(ticket)["_beside"]
    service, department, follows, extended = beside[2:6]
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
        contact=details_of(beside),
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
