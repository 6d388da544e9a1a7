"""The edge of a page in an address: `20261119T081230000001-LINDE-42`, made of what the row itself shows."""

from dataclasses import dataclass
from datetime import UTC, datetime

from .rules import reference_in

STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Edge:
    """The last row of a page: the moment it is sorted by, and which request it is."""

    moment: datetime
    key: str
    number: int


def edge_of(moment: datetime, reference: str) -> str:
    """Return the edge after a row, for an address."""
    return f"{moment.astimezone(UTC):{STAMP}}-{reference}"


def edge_in(text: str) -> Edge | None:
    """Read an edge from an address; None for none, or for something else than an edge."""
    stamp, _dash, reference = text.partition("-")
    named = reference_in(reference)
    if named is None or len(stamp) != 21:
        return None
    try:
        moment = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Edge(moment, *named)
