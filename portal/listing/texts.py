"""The texts of the requests on a page, to show where a word was found."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from portal.tickets.models import Entry
from tenants.database import db

LONGEST = 4000  # characters of one text that are looked at
MOST = 400  # texts that are looked at for one page


def texts_of(tickets: Iterable[int], rings: Iterable[Any]) -> dict[int, list[str]]:
    """Return what can be read in these requests, by id, newest last; the rings are part of the query."""
    rows = db.session.execute(
        select(Entry.ticket_id, func.substr(Entry.body, 1, LONGEST))
        .where(Entry.ticket_id.in_(list(tickets)), Entry.ring.in_(list(rings)), Entry.body != "")
        .order_by(Entry.id)
        .limit(MOST)
    )
    found: dict[int, list[str]] = {}
    for ticket, text in rows:
        found.setdefault(ticket, []).append(text)
    return found
