"""Put the texts of a request in the index, in the transaction that wrote them."""

from typing import Any

from tenants.database import db

from .models import SearchRow
from .words import index_terms


def index(ticket: Any, entry: Any) -> None:
    """Index one entry of a request; the first one carries its subject and its answers too."""
    texts = [entry.body]
    if entry.event == "filed":
        texts += [ticket.subject, *(str(answer) for key, answer in ticket.answers.items() if key != "note")]
    terms = index_terms(" ".join(text for text in texts if text))
    if terms:
        db.session.add(SearchRow(ticket_id=ticket.id, ring=str(entry.ring), terms=terms))
