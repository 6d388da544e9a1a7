"""The edge of a page in an address: `2026-11-19T08:12:30.000001-42`, made of what the row itself shows."""

from datetime import UTC, datetime

Edge = tuple[datetime, int]


def edge_of(moment: datetime, number: int) -> str:
    """Return the edge after a row, for an address."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S%f}-{number}"


def edge_in(text: str | None) -> Edge | None:
    """Read an edge from an address; None for none, or for something else than an edge."""
    if not text or len(text) > 60:
        return None
    stamp, _dash, number = text.partition("-")
    try:
        moment = datetime.strptime(stamp, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return (moment, int(number)) if number.isascii() and number.isdigit() and len(number) < 16 else None
