"""The second step of a colleague who lost their telephone: taken away by an admin, and told to its owner."""

from tenants.context import Member
from tenants.factor_choice import take_factor_away

from .factor_letters import tell_owner


def take_away(member: Member, handle: str) -> None:
    """Take it away and write the mail; nothing happens when there is none (any more)."""
    account_id = take_factor_away(member, handle)
    if account_id is not None:
        tell_owner(account_id, "reset")
