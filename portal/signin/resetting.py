"""The second step of who lost their telephone: taken away by an admin or the operator, and told to its owner."""

from tenants.context import Member
from tenants.everywhere import tell_everywhere
from tenants.factor_choice import take_factor_away
from tenants.factors import has_second_factor, reset_factors
from tenants.sessions import account_to_check

from .addresses import folded_address
from .factor_letters import tell_owner


def take_away(member: Member, handle: str) -> None:
    """Take it away and write the mail; nothing happens when there is none (any more)."""
    account_id = take_factor_away(member, handle)
    if account_id is not None:
        tell_owner(account_id, "reset")


def take_away_from(address: str) -> bool:
    """Take it away from who has nobody to ask: the last service admin, or who works for several organisations.

    For the operator, who knows who they speak with. Return whether there was any; the log of each organisation says
    that it went. Inside a write transaction.
    """
    found = account_to_check(folded_address(address))
    if found is None or not has_second_factor(found[0]):
        return False
    reset_factors(found[0])
    tell_everywhere("member.factor reset", found[0])
    tell_owner(found[0], "reset")
    return True
