"""Reading files that wait for their form."""

from collections.abc import Iterable

from sqlalchemy import select

from tenants.context import Member
from tenants.database import db

from .models import Attachment


def staged_of(member: Member, ids: Iterable[str]) -> list[Attachment]:
    """Return the files among `ids` that `member` staged and did not send yet, in the order of `ids`."""
    asked = list(dict.fromkeys(ids))
    if not asked:
        return []
    mine = (Attachment.account_id == member.account_id, Attachment.entry_id.is_(None))
    rows = db.session.scalars(select(Attachment).where(*mine, Attachment.public_id.in_(asked)))
    found = {row.public_id: row for row in rows}
    return [found[one] for one in asked if one in found]
