"""What the worker does with requests when their time has come: remind, resolve, close."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from .handling import settle
from .lifecycle import Reason, State, Step
from .models import Entry, Postponement, Resolution, Ticket
from .rating import remind_to_rate, unrated
from .rules import ASK_AGAIN_WITHIN, reminders
from .telling import following_parties, tell
from .timeline import add_entry, take_step

AT_ONCE = 200


def remind_waiting() -> int:
    """Remind the customers whose answer is awaited, 7 and 2 days before the date."""
    due = select(Postponement.organisation_id, Postponement.id).where(
        Postponement.ended_at.is_(None), Postponement.remind_at <= now()
    )
    return _each(due, _remind)


def resolve_unanswered() -> int:
    """Resolve what the customer gave no word on before its date."""
    due = select(Ticket.organisation_id, Ticket.id).where(
        Ticket.state.in_((State.ANSWERED, State.POSTPONED)), Ticket.due_at <= now()
    )
    return _each(due, _expire)


def close_resolved() -> int:
    """Close what was resolved 30 days ago."""
    due = select(Ticket.organisation_id, Ticket.id).where(Ticket.state == State.RESOLVED, Ticket.due_at <= now())
    return _each(due, _close)


def ask_again() -> int:
    """Ask once more how it went, five working days after a request was resolved."""
    due = select(Resolution.organisation_id, Resolution.id).where(Resolution.remind_at <= now())
    return _each(due, _ask_again)


DUTIES = (remind_waiting, resolve_unanswered, close_resolved, ask_again)


def _each(due: Any, act: Callable[[int], bool]) -> int:
    """Do `act` for each due row, each in its own organisation and transaction: one fault stops one row."""
    with inside(Scope(frozenset(all_organisations()))):
        found: list[Any] = list(db.session.execute(due.limit(AT_ONCE)))
        db.session.rollback()
    count = 0
    for organisation_id, row_id in found:
        with inside(organisation_id), write_transaction():
            count += act(row_id)
    return count


def _remind(postponement_id: int) -> bool:
    running = db.session.scalar(select(Postponement).where(Postponement.id == postponement_id).with_for_update())
    if running is None or running.ended_at is not None or running.remind_at is None or running.remind_at > now():
        return False  # another worker, or the customer, was first
    ticket = db.session.get_one(Ticket, running.ticket_id)
    later = [moment for moment in reminders(running.asked_at, running.until) if moment > now()]
    running.remind_at = later[0] if later else None
    asked = db.session.get_one(Entry, running.entry_id)
    add_entry(ticket, "reminded", None)
    tell("reminder", ticket, following_parties(ticket), asked)
    leave_trail("ticket.reminded", ticket, by=None)
    return True


def _ask_again(resolution_id: int) -> bool:
    resolution = db.session.scalar(select(Resolution).where(Resolution.id == resolution_id).with_for_update())
    if resolution is None or resolution.remind_at is None or resolution.remind_at > now():
        return False  # another worker was first
    resolution.remind_at = None
    if resolution.undone_at is not None or now() > resolution.at + ASK_AGAIN_WITHIN:
        return False
    asked = unrated(resolution)
    remind_to_rate(resolution, asked)
    return bool(asked)


def _expire(ticket_id: int) -> bool:
    ticket = _locked(ticket_id, State.ANSWERED, State.POSTPONED)
    if ticket is None:
        return False
    settle(None, ticket, Step.EXPIRE, Reason.NO_RESPONSE)
    return True


def _close(ticket_id: int) -> bool:
    ticket = _locked(ticket_id, State.RESOLVED)
    if ticket is None:
        return False
    take_step(ticket, Step.CLOSE)
    add_entry(ticket, "closed", None)
    leave_trail("ticket.closed", ticket, by=None)
    return True


def _locked(ticket_id: int, *states: State) -> Ticket | None:
    """Load a request for a change, unless it moved on since it was found."""
    return db.session.scalar(
        select(Ticket).where(Ticket.id == ticket_id, Ticket.state.in_(states), Ticket.due_at <= now()).with_for_update()
    )
