"""A bare MP4 or QuickTime film: what tells where, when and by whom it was made is overwritten where it stands.

A box that only tells becomes one that is free, of the same size and empty, so that nothing moves: the drawn data
(`mdat`) and the places of its pieces (`stco`, `co64`) stay as they are.
Source: ISO/IEC 14496-12, sections 4.2 (boxes), 8.1.2 (free space), 8.10 (udta) and 8.11 (meta), and the QuickTime
file format, "User data atoms" (©xyz) and "Metadata".
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from .reading import PORTION, Broken, exactly, skip, through

_TELLS = frozenset((b"udta", b"meta", b"uuid"))
"""Boxes of tags, in a film or one of its tracks: place, maker, title, XMP."""

_EMPTY = frozenset((b"free", b"skip"))
_HOLDS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"))
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
"""Boxes that begin with when they were made and changed: two numbers of four bytes, of eight in version 1."""

_PACKED = b"cmov"  # a film whose tags are packed, of before the year 2000
_DEEPEST, _MOST = 8, 200_000


def parts(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of the bare film."""
    size = stream.seek(0, 2)
    stream.seek(0)
    yield from _Film(stream, size).boxes(size)


class _Film:
    """A film that is read box by box."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self.stream, self.size, self.left = stream, size, _MOST

    def boxes(self, end: int, depth: int = 0) -> Iterator[bytes]:
        """Yield the bytes of the boxes up to `end`. What is too short for a box tells nothing and stays empty."""
        while (room := end - self.stream.tell()) >= 8:
            head, name, length = self._head(room, depth)
            yield head[:4] + (b"free" if name in _TELLS else name) + head[8:]
            if name in _TELLS or name in _EMPTY:
                skip(self.stream, length, self.size)
                yield from _nothing(length)
            elif name in _HOLDS:
                yield from self.boxes(self.stream.tell() + length, depth + 1)
            else:
                dates = self._dates(length) if name in _DATED else b""
                yield dates
                yield from through(self.stream, length - len(dates))
        skip(self.stream, room, self.size)
        yield from _nothing(room)

    def _head(self, room: int, depth: int) -> tuple[bytes, bytes, int]:
        """Return the head of a box, its name, and how long its content is."""
        self.left -= 1
        head = exactly(self.stream, 8)
        length, name = struct.unpack(">I4s", head)
        if length == 1:
            head += exactly(self.stream, 8)
            (length,) = struct.unpack_from(">Q", head, 8)
        elif length == 0 and depth == 0:  # up to the end of the file
            length = room
        if not len(head) <= length <= room or name == _PACKED or depth > _DEEPEST or self.left < 0:
            raise Broken
        return head, name, length - len(head)

    def _dates(self, length: int) -> bytes:
        version = exactly(self.stream, min(length, 4))
        told = min(length - len(version), 16 if version[:1] == b"\x01" else 8)
        skip(self.stream, told, self.size)
        return version + bytes(told)


def _nothing(length: int) -> Iterator[bytes]:
    for left in range(length, 0, -PORTION):
        yield bytes(min(left, PORTION))
