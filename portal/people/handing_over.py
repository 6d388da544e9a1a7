"""The verb of an admin who hands the requests of one member over to another, on request: nobody leaves for it."""

from flask_babel import lazy_gettext as _

from portal.tickets.goes_along import Chosen
from portal.tickets.handover import hand_over_chosen
from portal.tickets.once import done_before, remember
from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.errors import Invalid, NotFound
from tenants.guard import ask
from tenants.members import colleague, locked_member
from tenants.models import Membership
from tenants.permissions import Action


def hand_requests_over(member: Member, handle: str, to: str, chosen: Chosen, key: str) -> int:
    """Hand open requests over, all or the `chosen` numbers; return how many went. Sent twice, they go once.

    Two admins at the same moment wait for one another: what the first handed over, the second does not find.
    Raises NotFound for nobody's handle, Invalid for one `to` whom nothing can go.
    """
    ask(member, Action.MANAGE_MEMBERS)
    giver = locked_member(member, handle).target
    again, went = done_before(member, key)
    if again:
        return went or 0
    receiver = successor_named(member, handle, to)
    count = hand_over_chosen(member, giver.person_id, receiver.person_id, chosen)
    if count:
        leave_trail("member.requests", giver, by=member, successor=receiver.id, count=count)
    remember(member, key, count)
    return count


def successor_named(member: Member, handle: str, chosen: str) -> Membership:
    """Return the colleague who takes over from the member with a handle.

    Raises Invalid for that member, and for who is no colleague that can sign in.
    """
    nobody = Invalid("successor", _("Choose a colleague from the list"))
    if chosen == handle:
        raise nobody
    try:
        return colleague(member, chosen)
    except NotFound:
        raise nobody from None
