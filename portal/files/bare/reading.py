"""Reading a picture piece by piece."""

from collections.abc import Iterator
from typing import BinaryIO

PORTION = 1 << 16  # bytes


class Broken(ValueError):
    """A picture that ends too soon, or whose parts do not hold together."""


def exactly(stream: BinaryIO, length: int) -> bytes:
    """Read so many bytes. Raises Broken when they are not there."""
    found = stream.read(length)
    if len(found) < length:
        raise Broken
    return found


def through(stream: BinaryIO, length: int) -> Iterator[bytes]:
    """Yield so many bytes in portions. Raises Broken when they are not there."""
    while length > 0:
        portion = exactly(stream, min(length, PORTION))
        length -= len(portion)
        yield portion


def skip(stream: BinaryIO, length: int, size: int) -> None:
    """Leave out so many bytes of a stream of `size`. Raises Broken when they are not there."""
    if stream.seek(length, 1) > size:
        raise Broken
