"""Write on the timeline of a request, and move it through its states."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from portal.catalogue.queries import department_of
from portal.files.verbs import claim
from portal.web.text import Written
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotNow
from tenants.roles import Side
from tenants.writing import add

from .lifecycle import TURN, Step, after, can
from .models import Entry, Postponement, Ring, Ticket
from .reading import note_news
from .rules import NO_DATE, promise

NOTHING = Written("", "")


def add_entry(
    ticket: Ticket,
    event: str,
    by: Member | None,
    text: Written = NOTHING,
    ring: Ring = Ring.SHARED,
    **detail: Any,
) -> Entry:
    """Add one item to the timeline. A shared one makes the request the newest of its list; a note does not."""
    if ring is not Ring.SHARED:
        ticket.notes += 1
        return write_entry(ticket, ticket.notes, event, by, text, ring, **detail)
    told = by is not None or event == "resolved"  # a reminder, or the end after a month, is no news
    ticket.entries += 1
    if told:
        ticket.updated_at = now()
    entry = write_entry(ticket, ticket.entries, event, by, text, ring, **detail)
    if told:
        vars(entry)["_followers"] = note_news(ticket, by)
    return entry


def write_entry(
    ticket: Ticket,
    number: int,
    event: str,
    by: Member | None,
    text: Written = NOTHING,
    ring: Ring = Ring.SHARED,
    **detail: Any,
) -> Entry:
    """Write an entry under a number that was counted already; what goes with the text is its from now on."""
    if text.files:
        detail["files"] = len(text.files)
    entry = add(
        Entry,
        {
            "ticket_id": ticket.id,
            "number": number,
            "ring": ring,
            "event": event,
            "detail": detail,
            "author_id": by.account_id if by else None,
            "author_name": by.name if by else "",
            "side": by.side if by else Side.SYSTEM,
            "body": text.source,
            "html": text.html,
            "at": now(),
        },
    )
    if by is not None:
        claim(by, text.files, ticket.id, entry.id)
    return entry


def said_last(ticket: Ticket, event: str, by: Member, text: Written) -> bool:
    """Say whether the newest entry of this kind holds the same words of the same person: a form that came twice."""
    newest = (
        select(Entry.author_id, Entry.body)
        .where(Entry.ticket_id == ticket.id, Entry.event == event)
        .order_by(Entry.id.desc())
        .limit(1)
    )
    return db.session.execute(newest).first() == (by.account_id, text.source)


def expect(ticket: Ticket, step: Step) -> None:
    """Raise NotNow when `step` cannot happen in the state the request is in."""
    if not can(step, ticket.state):
        raise NotNow(_("This request has moved on in the meantime. Look at where it is now."))


def take_step(ticket: Ticket, step: Step, due_at: datetime | None = None) -> None:
    """Move the request one step; `due_at` is when something must happen next, when that changes."""
    expect(ticket, step)
    ticket.state = after(step, ticket.state)
    ticket.turn = TURN[ticket.state]
    if due_at is not None:
        ticket.due_at = due_at


def our_turn(ticket: Ticket, step: Step) -> None:
    """Take a step after which the desk is to act; the customer is promised to hear within its hours."""
    due = promise(now(), department_of(ticket.department_id).hours)
    ticket.promised_at = due
    take_step(ticket, step, due_at=due or now() + NO_DATE)


def end_waiting(ticket: Ticket) -> None:
    """End the postponement that runs, when there is one: no more reminders."""
    db.session.execute(
        update(Postponement)
        .where(Postponement.ticket_id == ticket.id, Postponement.ended_at.is_(None))
        .values(ended_at=now(), remind_at=None),
        execution_options={"synchronize_session": False},
    )
