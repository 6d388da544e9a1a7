"""Do a thing once: a double click, a retry or a second worker gets the first one's result."""

from sqlalchemy import select, update

from tenants.context import Member
from tenants.database import db
from tenants.scope import add_unless_there

from .models import Keyed


def done_before(member: Member, key: str) -> tuple[bool, int | None]:
    """Claim `key` for this account; return whether it was used before, and the number it led to then.

    Two at once: the second waits for the first to commit, then reads its result.
    """
    values = {"account_id": member.account_id, "key": key}
    if add_unless_there(Keyed, values):
        return False, None
    mine = (Keyed.account_id == member.account_id, Keyed.key == key)
    return True, db.session.scalar(select(Keyed.result).where(*mine))


def remember(member: Member, key: str, result: int) -> None:
    """Keep what `key` led to."""
    mine = (Keyed.account_id == member.account_id, Keyed.key == key)
    db.session.execute(update(Keyed).where(*mine).values(result=result))
