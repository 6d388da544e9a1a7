"""What somebody has not read yet: what others wrote after their mark on a request, and after their own last words.

Nobody has to read what they do not follow. Every page counts it, so it is kept with who follows a request
(`Participant.news`), and changes when something is written or read; for the desk it is asked of the entries.
"""

from functools import cache
from typing import Any

import structlog
from sqlalchemy import Integer, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import aliased

from tenants.clock import now
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.writing import change, put

from .models import Entry, Participant, ReadMark, Ring, Ticket
from .sight import ME
from .standing_in import how_much_unread

log = structlog.get_logger()

ACCOUNT = bindparam("account", type_=Integer)
"""Stands for the member's account in statements that are built once."""

MOST = 99
"""More than so many unread requests are not counted."""


def my_mark(ticket: Any = Ticket) -> Any:
    """Return the condition on which a `ReadMark` is joined to a request: the mark of ACCOUNT."""
    return and_(
        ReadMark.organisation_id == ticket.organisation_id,
        ReadMark.ticket_id == ticket.id,
        ReadMark.account_id == ACCOUNT,
    )


def unread(ticket: Any = Ticket) -> Any:
    """Return the condition under which a request holds something new for ME."""
    return exists().where(
        Participant.organisation_id == ticket.organisation_id,
        Participant.ticket_id == ticket.id,
        Participant.person_id == ME,
        Participant.news,
    )


def unread_at_desk() -> Any:
    """Return the condition on which a request holds news for the agent who has it, where `my_mark` is outer joined."""
    own = aliased(Entry)
    last_own = (
        select(func.max(own.number))
        .where(
            own.organisation_id == Ticket.organisation_id,
            own.ticket_id == Ticket.id,
            own.ring == Ring.SHARED,
            own.author_id == ACCOUNT,
        )
        .correlate(Ticket)  # by itself it would only see the select around it, and ask of all requests at once
        .scalar_subquery()
    )
    later = exists().where(
        Entry.organisation_id == Ticket.organisation_id,
        Entry.ticket_id == Ticket.id,
        Entry.ring == Ring.SHARED,
        Entry.number > func.coalesce(ReadMark.seen, 0),
        Entry.number > func.coalesce(last_own, 0),
        told_by_another(),
    )
    return and_(Ticket.assignee_id == ACCOUNT, later)


def told_by_another() -> Any:
    """Return the condition under which an entry tells ACCOUNT something: a person wrote it, or it ended the request."""
    return or_(Entry.author_id != ACCOUNT, and_(Entry.author_id.is_(None), Entry.event == "resolved"))


def how_many_unread() -> Any:
    """Return the column of the bell: how many requests somebody follows with something new, and what else is told.

    Requests count to one more than MOST. What somebody follows they may see, whatever their role: no sight is asked.
    """
    mine = aliased(Participant)
    found = select(mine.ticket_id).where(mine.person_id == ME, mine.news).limit(MOST + 1).subquery()
    return select(func.count()).select_from(found).scalar_subquery() + how_much_unread()


def note_news(ticket: Ticket, by: Member | None) -> list[int]:
    """Let what was just told be new to all who follow a request; who told it, has read all before it.

    Return the ids of the persons who want to hear of it, who told it among them.
    """
    following = change(_news(), {"this": ticket.id, "teller": by.person_id if by is not None else NOBODY})
    return sorted(row.person_id for row in following if row.told)


NOBODY = 0
"""The id of no person: what nobody in particular told is new to everybody."""


@cache
def _news() -> Any:
    theirs = Participant.person_id != bindparam("teller", type_=Integer)
    statement = update(Participant).where(Participant.ticket_id == bindparam("this", type_=Integer))
    return statement.values(news=theirs).returning(Participant.person_id, Participant.told)


def note_read(member: Member, ticket: Ticket) -> None:
    """Note, after its page was made, that `member` has read all of a request.

    Bookkeeping of a page that only reads, in a transaction of its own. A page that was made is not lost for it.
    """
    mark = {"account_id": member.account_id, "ticket_id": ticket.id, "seen": ticket.entries, "at": now()}
    try:
        with write_transaction():
            put(ReadMark, [mark], highest="seen")
            _nothing_new(member, ticket)
    except OperationalError as fault:
        log.warning("reading not noted", error=type(fault).__name__)


def _nothing_new(member: Member, ticket: Ticket) -> None:
    """Take the news of a request from who read it, unless something came since its page was made."""
    same = exists().where(Ticket.id == ticket.id, Ticket.entries == ticket.entries)
    mine = (Participant.ticket_id == ticket.id, Participant.person_id == member.person_id, same)
    db.session.execute(
        update(Participant).where(*mine).values(news=False), execution_options={"synchronize_session": False}
    )
