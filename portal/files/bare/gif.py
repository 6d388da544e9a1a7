"""A bare GIF: its pictures, how long each stands, and how often they are repeated.

Source: the GIF89a specification, sections 17 to 27, and the Netscape extension for loops.
"""

from collections.abc import Iterator
from typing import BinaryIO

from .reading import Broken, exactly

_EXTENSION, _PICTURE, _END = b"\x21", b"\x2c", b"\x3b"
_TIMING, _PROGRAM = 0xF9, 0xFF
_REPEATS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def parts(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of the bare picture; one that ends without saying so ends here."""
    stream.seek(0)
    head = exactly(stream, 13)
    if head[:3] != b"GIF":
        raise Broken
    yield head + _colours(stream, head[10])
    while (block := stream.read(1)) not in (_END, b""):
        if block == _PICTURE:
            place = exactly(stream, 9)
            yield block + place + _colours(stream, place[8]) + exactly(stream, 1)
            yield from _blocks(stream)
        elif block == _EXTENSION:
            yield from _extension(stream)
        else:
            raise Broken
    yield _END


def _extension(stream: BinaryIO) -> Iterator[bytes]:
    label = exactly(stream, 1)
    blocks = _blocks(stream)
    first = next(blocks)
    stays = label[0] == _TIMING or (label[0] == _PROGRAM and first[1:] in _REPEATS)
    if stays:
        yield _EXTENSION + label + first
    if len(first) == 1:  # it holds nothing
        return
    for block in blocks:
        if stays:
            yield block


def _colours(stream: BinaryIO, packed: int) -> bytes:
    """Return the table of colours, when the packed field before it says there is one."""
    return exactly(stream, 3 << (packed & 7) + 1) if packed & 0x80 else b""


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield blocks of at most 255 bytes, each with its length before it, up to the empty one."""
    while (length := exactly(stream, 1)) != b"\x00":
        yield length + exactly(stream, length[0])
    yield length
