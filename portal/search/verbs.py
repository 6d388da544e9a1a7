"""Put the texts of a request in the index, in the transaction that wrote them."""

from typing import Any

from tenants.writing import add_all

from .models import SearchRow
from .words import index_terms


def index(ticket: Any, entry: Any, *more: str) -> None:
    """Index one entry of a request: its text, and what else it can be found by (of the first, the short answers)."""
    terms = index_terms(" ".join(text for text in (entry.body, *more) if text))
    if terms:
        add_all(SearchRow, [{"ticket_id": ticket.id, "ring": str(entry.ring), "terms": terms}])
