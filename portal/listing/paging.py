"""Where a page of a list begins: the edge in an address, made of what the row at the edge itself shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.tickets.lifecycle import Turn
from portal.web.paging import edge_in as moment_in
from portal.web.paging import edge_of as moment_of

from .rules import Sort


@dataclass(frozen=True, slots=True)
class Edge:
    """The row at the edge of a page: whose turn it is when the list is sorted by that, its moment, its number."""

    moment: datetime
    number: int
    turn: Turn | None = None


def edge_of(row: Any, sort: Sort) -> str:
    """Return the edge at a row, for an address."""
    edge = moment_of(row.updated_at, row.number)
    return f"{row.turn}-{edge}" if sort is Sort.TURN else edge


def edge_in(text: str, sort: Sort) -> Edge | None:
    """Read an edge from an address; None for none, and for an edge of another order."""
    turn = None
    if sort is Sort.TURN:
        word, _dash, text = text.partition("-")
        if word not in list(Turn):
            return None
        turn = Turn(word)
    found = moment_in(text)
    return Edge(*found, turn) if found else None
