"""Make a request confidential, or not any more."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid
from tenants.guard import ask
from tenants.passwords import keyed_token
from tenants.permissions import Action, Reach
from tenants.placed import Reader

from .audience import Draft, audience
from .models import Participant, Ticket
from .timeline import add_entry


def draft_as(ticket: Ticket, *, confidential: bool) -> Draft:
    """Return what decides who would see a request if it were confidential, or if it were not."""
    people = db.session.scalars(select(Participant.person_id).where(Participant.ticket_id == ticket.id))
    return Draft(ticket.filed_by_id, ticket.filed_for_id, confidential, frozenset(people))


def readers_token(member: Member, ticket: Ticket, readers: list[Reader]) -> str:
    """Return a word that stands for exactly these readers of a request: it tells nobody who they are."""
    names = ",".join(str(one.membership_id) for one in sorted(readers, key=lambda one: one.membership_id))
    return keyed_token("readers", f"{member.organisation_id}:{ticket.number}:{names}")


def readers(member: Member, draft: Draft) -> list[Reader]:
    """Return the members of the organisation who would see a request."""
    return audience(draft, member.sight.get("employees_see", Reach.OWN))


def make_confidential(member: Member, ticket: Ticket) -> None:
    """Let only its own people see a request, and who may see confidential ones."""
    ask(member, Action.CONFIDE, ticket)
    if ticket.confidential:
        return
    _change(member, ticket, "made confidential")


def lift(member: Member, ticket: Ticket, seen: str) -> None:
    """Let a request be confidential no more, for the readers that the member was shown: `seen` is their token.

    Raises Invalid when others would see it by now.
    """
    ask(member, Action.CONFIDE, ticket)
    if not ticket.confidential:
        return
    if seen != readers_token(member, ticket, readers(member, draft_as(ticket, confidential=False))):
        raise Invalid("readers", _("Who would see it has just changed. Look at the names again."))
    _change(member, ticket, "opened up")


def _change(member: Member, ticket: Ticket, event: str) -> None:
    ticket.confidential = not ticket.confidential
    add_entry(ticket, event, member)
    leave_trail(f"ticket.{event.replace(' ', '_')}", ticket, by=member)
