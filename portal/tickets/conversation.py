"""What was said and what happened in a request, as somebody may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, select

from portal.files.models import Attachment
from tenants.context import Member
from tenants.reading import read
from tenants.roles import Side

from .models import Entry, Ring, Ticket
from .queries import rings_for


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as it is read: its columns, and the columns of what was sent along."""

    id: int
    number: int
    ring: Ring
    event: str
    detail: dict[str, Any]
    author_id: int | None
    author_name: str
    side: Side
    html: str
    at: datetime
    files: list[Any]


ITEM_COLUMNS = (
    Entry.id,
    Entry.number,
    Entry.ring,
    Entry.event,
    Entry.detail,
    Entry.author_id,
    Entry.author_name,
    Entry.side,
    Entry.html,
    Entry.at,
)
FILE_COLUMNS = (
    Attachment.public_id,
    Attachment.name,
    Attachment.media_type,
    Attachment.size,
    Attachment.width,
    Attachment.height,
    Attachment.personal,
    Attachment.account_id,
)


def timeline(member: Member, ticket: Ticket) -> Sequence[Item]:
    """Return what `member` may read of a request, with files, oldest first. The ring is part of the query."""
    items: list[Item] = []
    for row in read(_timeline(rings_for(member)), {"ticket": ticket.id}):
        if not items or items[-1].id != row[0]:
            items.append(Item(*row[: len(ITEM_COLUMNS)], files=[]))
        if row.public_id is not None:
            items[-1].files.append(row)
    return items


@cache
def _timeline(rings: tuple[Ring, ...]) -> Any:
    ticket = bindparam("ticket", type_=Integer)
    own = and_(Attachment.organisation_id == Entry.organisation_id, Attachment.entry_id == Entry.id)
    return (
        select(*ITEM_COLUMNS, *FILE_COLUMNS)
        .outerjoin(Attachment, own)
        .where(Entry.ticket_id == ticket, Entry.ring.in_(rings))
        .order_by(Entry.id, Attachment.id)
    )
