"""Who acts, as things are now and not as they were when the web request began."""

from .context import Member, member_for
from .errors import Forbidden
from .guard import ask
from .permissions import Action


def acting_admin(member: Member) -> None:
    """Ask the table again inside the write transaction: who was an admin when the page was sent may be none by now.

    The people of the service organisation are in the hands of its service admins. Raises Forbidden.
    """
    fresh = member_for(member.account_id, member.organisation_id)
    if fresh is None:
        raise Forbidden
    ask(fresh, Action.ADMINISTER if fresh.is_desk else Action.MANAGE_MEMBERS)
