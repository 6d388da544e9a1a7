"""What somebody was told: what others wrote in the requests they follow, who stands in, and what of it is unread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, func, or_, select, update

from portal.tickets.models import Entry, Participant, ReadMark, Ring, Ticket
from portal.tickets.reading import how_many_unread, my_mark, told_by_another
from portal.tickets.sight import ME, Sight, sight_of, visible
from portal.tickets.standing_in import read_of_standing_in, stood_in
from tenants.clock import now
from tenants.columns import Moment
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.guard import ask
from tenants.permissions import Action
from tenants.writing import put

PAGE = 25
BACK = timedelta(days=90)
"""What is older stands in the requests themselves."""

MOST = 1000  # requests that are marked as read at once


@dataclass(frozen=True, slots=True)
class Told:
    """A page of what somebody was told; how many requests hold something they have not read."""

    rows: Sequence[Any]
    more: bool
    unread: int


def told_to(member: Member, before: tuple[datetime, int, int] | None = None) -> Told:
    """Return a page, newest first; `before` is (moment, request's number, entry's number) of the row at the edge."""
    given: dict[str, Any] = {"me": member.person_id, "account": member.account_id, "back": now() - BACK}
    if before is not None:
        given |= {"moment": before[0], "number": before[1], "entry": before[2]}
    rows = list(db.session.execute(_told(sight_of(member), before is not None), given))
    unread = db.session.scalar(select(how_many_unread()), given) or 0
    besides = [line for line in stood_in(member) if before is None or (line.at, line.number, line.entry) < before]
    rows = sorted([*rows, *besides], key=lambda row: (row.at, row.number, row.entry), reverse=True)
    return Told(rows[:PAGE], len(rows) > PAGE, unread)


@cache
def _told(sight: Sight, further: bool) -> Any:
    statement = (
        select(
            Ticket.number,
            Ticket.subject,
            Entry.number.label("entry"),
            Entry.event,
            Entry.detail,
            Entry.side,
            Entry.author_name,
            Entry.at,
            (Entry.html != "").label("said"),
            (Entry.number > func.coalesce(ReadMark.seen, 0)).label("unread"),
        )
        .select_from(Participant)
        .join(Ticket, and_(Ticket.organisation_id == Participant.organisation_id, Ticket.id == Participant.ticket_id))
        .join(Entry, and_(Entry.organisation_id == Ticket.organisation_id, Entry.ticket_id == Ticket.id))
        .outerjoin(ReadMark, my_mark())
        .where(
            Participant.person_id == ME,
            Ticket.updated_at >= bindparam("back", type_=Moment),
            Entry.at >= bindparam("back", type_=Moment),
            Entry.ring == Ring.SHARED,
            told_by_another(),
            visible(sight),
        )
        .order_by(Entry.at.desc(), Ticket.number.desc(), Entry.number.desc())
        .limit(PAGE + 1)
    )
    return statement.where(_older()) if further else statement


def _older() -> Any:
    moment = bindparam("moment", type_=Moment)
    number, entry = bindparam("number", type_=Integer), bindparam("entry", type_=Integer)
    same = and_(
        Entry.at == moment,
        or_(Ticket.number < number, and_(Ticket.number == number, Entry.number < entry)),
    )
    return or_(Entry.at < moment, same)


def newer_entry(member: Member, number: int, seen: int) -> int | None:
    """Return the first entry of somebody else after the first `seen` of a request. Raises NotFound when not theirs."""
    given = {"me": member.person_id, "account": member.account_id, "number": number, "seen": seen}
    row = db.session.execute(_newer_entry(sight_of(member)), given).first()
    if row is None:
        raise NotFound
    return row.entry


@cache
def _newer_entry(sight: Sight) -> Any:
    number, seen = bindparam("number", type_=Integer), bindparam("seen", type_=Integer)
    first = (
        select(func.min(Entry.number))
        .where(Entry.organisation_id == Ticket.organisation_id, Entry.ticket_id == Ticket.id)
        .where(Entry.ring == Ring.SHARED, Entry.number > seen, told_by_another())
        .scalar_subquery()
    )
    return select(Ticket.number, first.label("entry")).where(Ticket.number == number, visible(sight))


def read_everything(member: Member) -> None:
    """Note that somebody has read all there is in the requests they follow. Twice is once."""
    ask(member, Action.SEE)
    behind = and_(
        or_(ReadMark.seen.is_(None), ReadMark.seen < Ticket.entries),
        or_(ReadMark.at.is_(None), Ticket.updated_at >= ReadMark.at),
    )
    rows = db.session.execute(
        select(Ticket.id, Ticket.entries)
        .outerjoin(ReadMark, my_mark())
        .where(
            exists().where(
                Participant.organisation_id == Ticket.organisation_id,
                Participant.ticket_id == Ticket.id,
                Participant.person_id == ME,
            ),
            behind,
        )
        .order_by(Ticket.updated_at.desc())
        .limit(MOST),
        {"me": member.person_id, "account": member.account_id},
    )
    read_of_standing_in(member)
    marks = [{"account_id": member.account_id, "ticket_id": row.id, "seen": row.entries, "at": now()} for row in rows]
    if marks:
        put(ReadMark, marks, highest="seen")
        theirs = (
            Participant.person_id == member.person_id,
            Participant.ticket_id.in_([one["ticket_id"] for one in marks]),
        )
        db.session.execute(
            update(Participant).where(*theirs).values(news=False), execution_options={"synchronize_session": False}
        )
