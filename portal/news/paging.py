"""The edge of a page of news in an address: what stands on top, when, and the name of the message."""

from datetime import UTC, datetime
from typing import NamedTuple


class Edge(NamedTuple):
    """The last row of a page: how high it stands, its moment, its code."""

    top: int
    moment: datetime
    code: str


def edge_of(top: int, moment: datetime, code: str) -> str:
    """Return the edge after a row, for an address."""
    return f"{top}-{moment.astimezone(UTC):%Y%m%dT%H%M%S%f}-{code}"


def edge_in(text: str | None) -> Edge | None:
    """Read an edge from an address; None for none, or for something else than an edge."""
    parts = (text or "").split("-")
    if len(parts) != 3 or parts[0] not in ("0", "1", "2") or len(parts[1]) > 30 or not parts[2].isalnum():
        return None
    try:
        return Edge(int(parts[0]), datetime.strptime(parts[1], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC), parts[2][:40])
    except ValueError:
        return None
