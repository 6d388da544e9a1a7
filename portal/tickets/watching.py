"""Let colleagues follow a request."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.errors import Invalid, NotFound
from tenants.guard import ask
from tenants.permissions import Action
from tenants.writing import add_unless_there

from .behalf import MOST_WATCHERS
from .finding import watchers_called
from .models import Participant, Ticket
from .named import naming
from .telling import tell
from .timeline import add_entry


def add_watchers(member: Member, ticket: Ticket, public_ids: Iterable[str]) -> list[str]:
    """Let colleagues follow a request; return the names of those who did not yet.

    They are told by mail, and see the request even when it is confidential. Raises NotFound for who is not found.
    """
    ask(member, Action.WATCH, ticket)
    wanted = set(public_ids)
    if not wanted:
        raise Invalid("watchers", _("Choose who follows it"))
    if len(wanted) > MOST_WATCHERS:
        raise Invalid("watchers", _("Choose at most %(n)s people", n=MOST_WATCHERS))
    found = watchers_called(wanted)
    if len(found) < len(wanted):
        raise NotFound
    values = {"ticket_id": ticket.id, "told": True}
    new = [one for one in found if add_unless_there(Participant, {**values, "person_id": one.person_id})]
    if not new:
        return []
    entry = add_entry(ticket, "watched", member, **naming(names=new))
    leave_trail("ticket.watched", ticket, by=member, entry=entry.id, people=len(new))
    tell("watching", ticket, [one.person_id for one in new if one.person_id != member.person_id], entry)
    return [one.name for one in new]
