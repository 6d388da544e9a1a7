"""What a place for bytes can do, whether it is a folder or a store somewhere else."""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple, Protocol

PORTION = 1 << 18  # bytes


class Unreachable(RuntimeError):
    """Bytes cannot be kept or fetched now: the store does not answer, or the disk is full. Later they can."""


class Stored(NamedTuple):
    """Bytes to read, from any position, and how many there are."""

    stream: BinaryIO
    size: int


class Listed(NamedTuple):
    """A name that bytes lie under, and when they were last put there."""

    name: str
    put_at: datetime


class Place(Protocol):
    """Keeps bytes by name; a name has slashes, as a path does. Every method may raise Unreachable."""

    def put(self, name: str, stream: BinaryIO) -> None:
        """Keep all bytes of a stream, for good or not at all. Bytes that are there already count as put now."""

    def opened(self, name: str) -> Stored:
        """Open what lies under a name. Raises FileNotFoundError."""
        ...

    def put_at(self, name: str) -> datetime | None:
        """Return when bytes were last put under a name; None when there are none."""

    def listed(self, under: str = "") -> Iterator[Listed]:
        """Yield what lies under a folder, in no order."""
        ...

    def remove(self, name: str) -> None:
        """Remove a name; one that is not there is gone already."""
