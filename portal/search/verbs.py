"""Put the texts of a request in the index, in the transaction that wrote them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import column, insert, table

from tenants.database import db
from tenants.writing import add_all

from .models import SearchRow
from .words import index_terms


def index(ticket: Any, entry: Any, *more: str) -> None:
    """Index one entry of a request: its text, and what else it can be found by (of the first, the short answers)."""
    terms = index_terms(" ".join(text for text in (entry.body, *more) if text))
    if terms:
        add_all(SearchRow, [{"ticket_id": ticket.id, "ring": str(entry.ring), "terms": terms}])


def index_all(texts: Iterable[tuple[int, str, str]]) -> None:
    """Index many texts at once: (request's id, ring, text) of each."""
    rows = [{"ticket_id": ticket, "ring": ring, "terms": index_terms(text)} for ticket, ring, text in texts if text]
    add_all(SearchRow, [row for row in rows if row["terms"]])


def forget_deleted() -> None:
    """Write the indexes of SQLite anew: until then it remembers the words of rows that are gone."""
    if db.session.get_bind().dialect.name == "sqlite":
        for name in ("search_fts", "search_fts_article"):
            db.session.execute(insert(table(name, column(name))).values({name: "optimize"}))
