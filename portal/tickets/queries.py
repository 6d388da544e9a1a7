"""Reading requests: one of them with its distance, pages of them, and the people around them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, or_, select, true
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department, Service
from portal.catalogue.rules import Outlook
from portal.contact.models import Contact
from portal.contact.queries import COLUMNS, ContactDetails, details_of
from portal.drafts.models import ReplyDraft
from portal.drafts.queries import oldest
from portal.drafts.replies import begun_by_me
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.permissions import Action, Reach, reach
from tenants.reading import as_read, columns_of, read
from tenants.roles import Role

from .lifecycle import State, Turn
from .models import (
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

    With `lock` nobody else changes it until the write transaction ends; without, it is there to be read. Raises
    NotFound for what the member may not see, exactly as for a number that was never given.
    """
    given: dict[str, Any] = {"me": member.person_id, "account": member.account_id, "number": number}
    if not lock:
        given["oldest"] = oldest()
    statement = _one(sight_of(member), lock)
    row: Any = db.session.execute(statement, given).first() if lock else read(statement, given).first()
    if row is None:
        raise NotFound
    if lock:
        ticket: Ticket = row[0]
        vars(ticket)["_department"] = row[1]  # the session keeps only what somebody holds
    else:
        ticket = as_read(Ticket, row)
        vars(ticket)["_beside"] = row
    return ticket.measured(member, Reach(row.distance))


def seen_before(ticket: Ticket) -> int | None:
    """Return how many entries of a request somebody had read when it was loaded for them; None without a mark."""
    return vars(ticket)["_beside"].seen


def has_news(ticket: Ticket) -> bool:
    """Say whether a request held something new for who it was loaded for."""
    return vars(ticket)["_beside"].unread


def begun_reply(ticket: Ticket) -> ReplyDraft | None:
    """Return what who a request was loaded for is about to reply."""
    draft = as_read(ReplyDraft, vars(ticket)["_beside"][-len(columns_of(ReplyDraft)) :])
    return draft if draft.ring is not None else None


def unread_beside(ticket: Ticket) -> int:
    """Return how many requests held something new for who a request was loaded for."""
    return vars(ticket)["_beside"].bell


@cache
def _one(sight: Sight, lock: bool) -> Any:
    number = bindparam("number", type_=Integer)
    this, far = (Ticket.number == number, visible(sight)), distance(sight).label("distance")
    if not lock:
        new = (ReadMark.seen, unread().label("unread"), how_many_unread().label("bell"))
        begun = begun_by_me(ReplyDraft, Ticket, Ring.SHARED)
        statement = _with_places(select(*columns_of(Ticket), far)).add_columns(*new, *columns_of(ReplyDraft))
        return statement.outerjoin(ReadMark, my_mark()).outerjoin(ReplyDraft, begun).where(*this)
    # Its department comes along: most changes promise something by its hours.
    statement = select(Ticket, Department, far).join(Department, Department.id == Ticket.department_id)
    return statement.where(*this).with_for_update(of=Ticket).execution_options(populate_existing=True)


@dataclass(frozen=True, slots=True)
class Place:
    """A service or a department as its requests name it; only a department has a sentence and an outlook."""

    name_nl: str
    name_en: str
    icon: str = ""
    sentence_nl: str = ""
    sentence_en: str = ""
    outlook: Outlook = Outlook.PROGRESS


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
        statement.add_columns(
            Service.name_nl.label("service_nl"),
            Service.name_en.label("service_en"),
            Service.icon,
            Department.name_nl,
            Department.name_en,
            Department.sentence_nl,
            Department.sentence_en,
            Department.outlook,
            earlier.number.label("follows"),
            extended.label("extended"),
            *COLUMNS,
        )
        .select_from(Ticket)
        .join(Service, Service.id == Ticket.service_id)
        .join(Department, Department.id == Ticket.department_id)
        .outerjoin(earlier, before)
        .outerjoin(Contact, true())
    )


def rings_for(member: Member) -> tuple[Ring, ...]:
    """Return the rings whose entries a member may read."""
    return (Ring.SHARED, Ring.DESK) if member.is_desk else (Ring.SHARED,)


WORDED = (
    Ticket.number,
    Ticket.subject,
    Ticket.state,
    Ticket.turn,
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
    Service.name_nl.label("service_nl"),
    Service.name_en.label("service_en"),
)
"""What the words of a line need, on both sides of the counter."""

LIST_COLUMNS = (*WORDED, Ticket.id, Ticket.kind, Ticket.filed_at, Department.outlook)

MINE = aliased(Participant, name="mine")
"""What ME follows, in `listed_mine`."""

FEW = 5  # rows of a block on the start page


def listed(sight: Sight) -> Any:
    """Return the select of the columns of lists; it is given `me` and `account`."""
    return (
        select(*LIST_COLUMNS, unread().label("unread"))
        .select_from(Ticket)
        .join(Department, Department.id == Ticket.department_id)
        .join(Service, Service.id == Ticket.service_id)
        .where(visible(sight))
    )


def listed_mine(sight: Sight) -> Any:
    """Return the select of `listed` for what ME follows: ordered by `MINE.moved_at` it walks one index."""
    mine = and_(MINE.organisation_id == Ticket.organisation_id, MINE.ticket_id == Ticket.id, MINE.person_id == ME)
    return listed(sight).join(MINE, mine)


def followed() -> Any:
    """Return the condition under which ME follows a request."""
    return Ticket.id.in_(select(Participant.ticket_id).where(Participant.person_id == ME))


def scopes_of(member: Member) -> tuple[str, ...]:
    """Return which lists a member can choose from, nearest first: only those that add something."""
    seen = reach(member, Action.SEE)
    scopes = ["mine"]
    manages = Role.MANAGER in member.roles or member.stands_for
    if seen == Reach.TEAM or (manages and seen > Reach.TEAM):
        scopes.append("team")
    if seen >= Reach.UNIT:
        scopes.append("organisation")
    return tuple(scopes)


def in_scope(scope: str, sight: Sight) -> tuple[Any, ...]:
    """Return the conditions of a list's scope: mine, team or organisation."""
    if scope == "organisation":
        return ()
    if scope == "team":
        team = team_of(ME, stands_in=sight.stands_in)
        return (or_(Ticket.filed_for_id.in_(team), Ticket.filed_by_id.in_(team)),)
    return (followed(),)


def _who(member: Member) -> dict[str, int]:
    return {"me": member.person_id, "account": member.account_id}


def waiting_for(member: Member) -> list[Any]:
    """Return the member's own requests in which it is the customer's turn, most urgent first."""
    return list(read(_waiting(sight_of(member)), _who(member)))


@cache
def _waiting(sight: Sight) -> Any:
    theirs = (MINE.turn == Turn.CUSTOMER, Ticket.concerns(ME))
    return listed_mine(sight).where(*theirs).order_by(Ticket.due_at, Ticket.id).limit(FEW)


def to_rate(member: Member) -> list[Any]:
    """Return the member's own solved requests of which the last resolution has no verdict of theirs."""
    return list(read(_unrated(sight_of(member)), _who(member)))


@cache
def _unrated(sight: Sight) -> Any:
    rated = exists().where(
        Rating.organisation_id == Resolution.organisation_id,
        Rating.resolution_id == Resolution.id,
        Rating.person_id == ME,
    )
    last = and_(
        Resolution.organisation_id == Ticket.organisation_id,
        Resolution.ticket_id == Ticket.id,
        Resolution.number == Ticket.resolutions,
    )
    not_theirs = or_(Resolution.account_id.is_(None), Resolution.account_id != ACCOUNT)
    return (
        listed_mine(sight)
        .join(Resolution, last)
        .where(MINE.state == State.RESOLVED, Ticket.concerns(ME), ~rated, not_theirs)
        .order_by(MINE.moved_at.desc(), Ticket.number.desc())
        .limit(FEW)
    )


def running(member: Member, scope: str = "mine") -> list[Any]:
    """Return the newest requests of a scope that the desk is working on."""
    return list(read(_running(sight_of(member), scope), _who(member)))


@cache
def _running(sight: Sight, scope: str) -> Any:
    if scope == "mine":
        mine = listed_mine(sight).where(MINE.turn == Turn.DESK)
        return mine.order_by(MINE.moved_at.desc(), Ticket.number.desc()).limit(FEW)
    newest = (Ticket.updated_at.desc(), Ticket.number.desc())
    return listed(sight).where(Ticket.turn == Turn.DESK, *in_scope(scope, sight)).order_by(*newest).limit(FEW)


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

    service: Place
    department: Place
    people: list[Taking]  # who follow it, by name
    lines: list[Taking]  # the list of people it is for, in its order
    resolution: Resolution | None
    ratings: list[tuple[Rating, FollowUp | None]]
    extended: bool
    follows: int | None  # the number of the request this one follows up
    contact: ContactDetails


def around(ticket: Ticket) -> Around:
    """Load what stands around a request: its places, its people, and how it ended when it did."""
    row = vars(ticket)["_beside"]
    people = taking_part(ticket)
    endings = _endings(ticket) if ticket.resolutions else []
    return Around(
        service=Place(row.service_nl, row.service_en, row.icon),
        department=Place(row.name_nl, row.name_en, "", row.sentence_nl, row.sentence_en, row.outlook),
        people=[one for one in people if not one.place],
        lines=[one for one in people if one.place],
        resolution=endings[-1][0] if endings else None,
        ratings=[(rating, owed) for _resolution, rating, owed in endings if rating is not None],
        extended=bool(row.extended),
        follows=row.follows,
        contact=details_of(row),
    )


def _endings(ticket: Ticket) -> list[tuple[Resolution, Rating | None, FollowUp | None]]:
    """Return each resolution with its verdicts and the answers they are owed; the last resolution comes last."""
    first, second = len(columns_of(Resolution)), len(columns_of(Resolution) + columns_of(Rating))
    return [
        (
            as_read(Resolution, row),
            as_read(Rating, row[first:]) if row[first] is not None else None,
            as_read(FollowUp, row[second:]) if row[second] is not None else None,
        )
        for row in read(_ended(), {"ticket": ticket.id})
    ]


@cache
def _ended() -> Any:
    judged = and_(Rating.organisation_id == Resolution.organisation_id, Rating.resolution_id == Resolution.id)
    owed = and_(FollowUp.organisation_id == Rating.organisation_id, FollowUp.rating_id == Rating.id)
    return (
        select(*columns_of(Resolution), *columns_of(Rating), *columns_of(FollowUp))
        .select_from(Resolution)
        .outerjoin(Rating, judged)
        .outerjoin(FollowUp, owed)
        .where(Resolution.ticket_id == bindparam("ticket", type_=Integer))
        .order_by(Resolution.number, Rating.id)
    )
