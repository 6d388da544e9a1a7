"""What somebody has not read yet: what others wrote after their mark on a request, and after their own last words.

Nobody has to read what they do not follow.
"""

from typing import Any

import structlog
from sqlalchemy import Integer, and_, bindparam, exists, func, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import aliased

from tenants.clock import now
from tenants.context import Member
from tenants.database import write_transaction
from tenants.scope import put

from .models import Entry, Participant, ReadMark, Ring, Ticket
from .sight import ME

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
    """Return the condition under which a request holds something new, where `my_mark` is outer joined."""
    follows = exists().where(
        Participant.organisation_id == ticket.organisation_id,
        Participant.ticket_id == ticket.id,
        Participant.person_id == ME,
    )
    return and_(follows, _news(ticket))


def changed_since_read(ticket: Any = Ticket) -> Any:
    """Return the cheap half of `unread`: a request that did not change after the mark holds nothing new."""
    return or_(ReadMark.at.is_(None), ticket.updated_at >= ReadMark.at)


def unread_at_desk() -> Any:
    """Return the condition under which a request holds something new for the agent who has it."""
    return and_(Ticket.assignee_id == ACCOUNT, _news(Ticket))


def _news(ticket: Any) -> Any:
    own = aliased(Entry)
    last_own = (
        select(func.max(own.number))
        .where(
            own.organisation_id == ticket.organisation_id,
            own.ticket_id == ticket.id,
            own.ring == Ring.SHARED,
            own.author_id == ACCOUNT,
        )
        .correlate(ticket)  # by itself it would only see the select around it, and ask of all requests at once
        .scalar_subquery()
    )
    return exists().where(
        Entry.organisation_id == ticket.organisation_id,
        Entry.ticket_id == ticket.id,
        Entry.ring == Ring.SHARED,
        Entry.number > func.coalesce(ReadMark.seen, 0),
        Entry.number > func.coalesce(last_own, 0),
        told_by_another(),
    )


def told_by_another() -> Any:
    """Return the condition under which an entry tells ACCOUNT something: a person wrote it, or it ended the request."""
    return or_(Entry.author_id != ACCOUNT, and_(Entry.author_id.is_(None), Entry.event == "resolved"))


def how_many_unread() -> Any:
    """Return the column that counts the requests somebody follows with something new, at most one more than MOST.

    What somebody follows they may see, whatever their role: no sight is asked here.
    """
    mine = aliased(Ticket)
    found = (
        select(mine.id)
        .join(
            Participant,
            and_(Participant.organisation_id == mine.organisation_id, Participant.ticket_id == mine.id),
        )
        .outerjoin(ReadMark, my_mark(mine))
        .where(Participant.person_id == ME, changed_since_read(mine), _news(mine))
        .limit(MOST + 1)
        .subquery()
    )
    return select(func.count()).select_from(found).scalar_subquery()


def note_read(member: Member, ticket: Ticket) -> None:
    """Note, after its page was made, that `member` has read all of a request.

    Bookkeeping of a page that only reads, in a transaction of its own. A page that was made is not lost for it.
    """
    mark = {"account_id": member.account_id, "ticket_id": ticket.id, "seen": ticket.entries, "at": now()}
    try:
        with write_transaction():
            put(ReadMark, [mark], highest="seen")
    except OperationalError as fault:
        log.warning("reading not noted", error=type(fault).__name__)
