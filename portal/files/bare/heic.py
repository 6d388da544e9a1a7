"""A bare HEIC: what it tells is overwritten where it stands, so that nothing else moves.

How it is turned stands in the picture itself (irot, imir), so Exif is not needed for that.
Source: ISO/IEC 14496-12, sections 8.11.3 (iloc) and 8.11.6 (iinf), and ISO/IEC 23008-12, annex A (Exif).
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from .reading import Broken, exactly, through

_TELLS = frozenset((b"Exif", b"mime", b"uri "))
"""Items that are no pictures: Exif, XMP, and what else programs note."""

_BESIDE = frozenset((b"uuid", b"udta", b"mpvd"))
"""Boxes beside the picture: notes of makers, and the film of a moving photo."""

_LARGEST = 4 << 20  # bytes of the list of what is in a picture
_EMPTY = b"\x00\x00\x00\x00" + b"II*\x00\x08\x00\x00\x00" + b"\x00\x00" + b"\x00\x00\x00\x00"
"""Exif that tells nothing: a directory of no tags."""

Range = tuple[int, int]


def parts(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of the bare picture."""
    size = stream.seek(0, 2)
    told = sorted(_told(stream, size))
    stream.seek(0)
    at = 0
    for start, length in told:
        if start < at or start + length > size:
            raise Broken
        yield from through(stream, start - at)
        stream.seek(start + length)
        yield from _nothing(length)
        at = start + length
    yield from through(stream, size - at)


def _nothing(length: int) -> Iterator[bytes]:
    first = _EMPTY if length >= len(_EMPTY) else b""
    yield first
    for left in range(length - len(first), 0, -4096):
        yield bytes(min(left, 4096))


def _told(stream: BinaryIO, size: int) -> set[Range]:
    """Return where in the file stands what tells, as (start, length)."""
    found: set[Range] = set()
    for name, start, length in list(_boxes_of(stream, size)):
        if name in _BESIDE:
            found.add((start, length))
        elif name == b"meta":
            if length > _LARGEST:
                raise Broken
            stream.seek(start)
            found |= _of_items(exactly(stream, length), start)
    return {one for one in found if one[1]}


def _boxes_of(stream: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, start, length) of the content of each box of the file."""
    at = 0
    while at < size:
        stream.seek(at)
        head = 8
        length, name = struct.unpack(">I4s", exactly(stream, 8))
        if length == 1:
            head, (length,) = 16, struct.unpack(">Q", exactly(stream, 8))
        length = length or size - at
        if length < head or at + length > size:
            raise Broken
        yield name, at + head, length - head
        at += length


def _of_items(meta: bytes, meta_at: int) -> set[Range]:
    try:
        boxes = {name: (start, end) for name, start, end in _boxes(meta, 4, len(meta))}
        if b"iinf" not in boxes or b"iloc" not in boxes:
            return set()
        telling = set(_telling(meta, *boxes[b"iinf"]))
        inside = meta_at + boxes[b"idat"][0] if b"idat" in boxes else 0
        return {place for item, place in _places(meta, boxes[b"iloc"][0], inside) if item in telling}
    except (struct.error, IndexError):
        raise Broken from None


def _boxes(of: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= end:
        length, name = struct.unpack_from(">I4s", of, at)
        if length < 8 or at + length > end:
            raise Broken
        yield name, at + 8, at + length
        at += length


def _telling(of: bytes, at: int, end: int) -> Iterator[int]:
    """Yield the numbers of the items that only tell."""
    first = at + (6 if of[at] == 0 else 8)
    for name, start, _end in _boxes(of, first, end):
        if name == b"infe" and of[start] in (2, 3):
            number = ">I" if of[start] == 3 else ">H"
            (item,) = struct.unpack_from(number, of, start + 4)
            (kind,) = struct.unpack_from("4s", of, start + 6 + struct.calcsize(number))
            if kind in _TELLS:
                yield item


def _places(of: bytes, at: int, inside: int) -> Iterator[tuple[int, Range]]:
    """Yield (item, place) of each stretch of each item; `inside` is where the box `idat` begins in the file."""
    version, sizes, bases = of[at], of[at + 4], of[at + 5]
    numbers = _Numbers(of, at + 6)
    wide = 4 if version == 2 else 2
    for _item in range(numbers.next(wide)):
        item = numbers.next(wide)
        method = numbers.next(2) & 15 if version else 0
        elsewhere = numbers.next(2)
        base = numbers.next(bases >> 4)
        for _extent in range(numbers.next(2)):
            numbers.next(bases & 15 if version else 0)
            start, length = numbers.next(sizes >> 4), numbers.next(sizes & 15)
            if method in (0, 1) and not elsewhere:
                yield item, (base + start + (inside if method else 0), length)


class _Numbers:
    """Numbers of so many bytes each, one behind the other."""

    def __init__(self, of: bytes, at: int) -> None:
        self.of, self.at = of, at

    def next(self, wide: int) -> int:
        """Return the next number. Raises Broken behind the end."""
        self.at += wide
        if self.at > len(self.of):
            raise Broken
        return int.from_bytes(self.of[self.at - wide : self.at], "big")
