"""Which file somebody may have: theirs while it waits to be sent, then that of a message they may read."""

from typing import Any

from sqlalchemy import and_, or_, select

from portal.files.models import Attachment
from portal.files.rules import PUBLIC_ID
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound

from .models import Entry, Ticket
from .queries import rings_for
from .sight import visible_to


def attachment_for(member: Member, public_id: str, number: int | None = None) -> Attachment:
    """Load a file in the organisation in scope, of the request with this number when one is named.

    Asked at every fetch: sight may have ended since the page was shown. Raises NotFound alike for what is
    hidden and for what never was.
    """
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    waiting = and_(Attachment.entry_id.is_(None), Attachment.account_id == member.account_id)
    sent = and_(Entry.ring.in_(rings_for(member)), visible_to(member))
    if number is not None:
        sent = and_(sent, Ticket.number == number)
    found: Any = db.session.execute(
        select(Attachment, Ticket.confidential, Ticket.filed_by_id, Ticket.filed_for_id)
        .outerjoin(Entry, and_(Entry.organisation_id == Attachment.organisation_id, Entry.id == Attachment.entry_id))
        .outerjoin(Ticket, and_(Ticket.organisation_id == Entry.organisation_id, Ticket.id == Entry.ticket_id))
        .where(Attachment.public_id == public_id, or_(waiting, sent))
    ).first()
    if found is None:
        raise NotFound
    row = found[0]
    vars(row)["_confided"], vars(row)["_parties"] = bool(found.confidential), (found.filed_by_id, found.filed_for_id)
    return row


def number_of(row: Attachment) -> int | None:
    """Return the number of the request that a file was sent with; None while it waits."""
    return db.session.scalar(select(Ticket.number).where(Ticket.id == row.ticket_id)) if row.ticket_id else None
