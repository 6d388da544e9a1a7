"""Hold: nothing of a request, or of a whole organisation, goes or is erased while there is a reason to keep it."""

from sqlalchemy import select

from portal.tickets.models import Ticket
from portal.trail.verbs import leave_trail
from tenants.acting import acting_admin
from tenants.context import Member
from tenants.database import db
from tenants.models import Organisation
from tenants.scope import home


def hold(member: Member, ticket: Ticket, reason: str) -> None:
    """Hold a request for a reason, or lift that with ""; the same twice is once."""
    acting_admin(member)
    if ticket.hold == reason:
        return
    ticket.hold = reason
    leave_trail("request.held" if reason else "request.released", ticket, by=member, number=ticket.number)


def hold_everything(member: Member, reason: str) -> None:
    """Hold every request of the organisation, or lift that with ""."""
    acting_admin(member)
    row = db.session.scalars(select(Organisation).where(Organisation.id == home()).with_for_update()).one()
    if row.hold == reason:
        return
    row.hold = reason
    leave_trail("organisation.held" if reason else "organisation.released", row, by=member)


def held_everything() -> str:
    """Return why everything of the organisation in scope is held; "" when it is not."""
    return db.session.scalars(select(Organisation.hold).where(Organisation.id == home())).one()


def held_of(person_id: int) -> bool:
    """Say whether something of a person is held: they cannot be erased then."""
    theirs = select(Ticket.id).where(Ticket.concerns(person_id), Ticket.hold != "").limit(1)
    return bool(held_everything()) or db.session.scalar(theirs) is not None
