"""Tick off one of several people a request is for."""

from sqlalchemy import select

from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.guard import ask
from tenants.permissions import Action

from .lifecycle import Step
from .models import Ticket, TicketPerson
from .timeline import expect


def tick(member: Member, ticket: Ticket, place: int, *, done: bool) -> None:
    """Say that the desk is done with one line of a list, or not yet. Raises NotFound where no line is."""
    ask(member, Action.HANDLE, ticket)
    line = db.session.scalar(
        select(TicketPerson).where(TicketPerson.ticket_id == ticket.id, TicketPerson.place == place).with_for_update()
    )
    if line is None:
        raise NotFound
    if done is (line.done_at is not None):
        return  # pressed twice
    expect(ticket, Step.HANDLE)
    line.done_at = now() if done else None
    line.done_by_id = member.account_id if done else None
    line.done_by_name = member.name if done else ""
    leave_trail("ticket.ticked" if done else "ticket.unticked", ticket, by=member, place=place)
