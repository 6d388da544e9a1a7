"""A bare WebP: the chunks that are drawn, and the one that says what colours mean.

Source: RFC 9649, section 2 (the container, and the flags of VP8X).
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from .reading import PORTION, Broken, exactly, skip, through
from .upright import exif_of, orientation_in

_KEPT = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_TELLS_EXIF, _TELLS_XMP = 0x08, 0x04
_MOST = 20_000  # chunks


def parts(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of the bare picture."""
    kept, head, turned = _looked_through(stream)
    chunks = [(name, length) for _at, name, length in kept]
    if head:
        chunks.append((b"VP8X", len(head)))
    if head and turned:
        chunks.append((b"EXIF", len(turned)))
    yield struct.pack("<4sI4s", b"RIFF", 4 + sum(8 + length + length % 2 for _name, length in chunks), b"WEBP")
    if head:
        flags = head[0] & ~(_TELLS_EXIF | _TELLS_XMP) | (_TELLS_EXIF if turned else 0)
        yield from _chunk(b"VP8X", bytes((flags,)) + head[1:])
    for at, name, length in kept:
        stream.seek(at)
        yield struct.pack("<4sI", name, length)
        yield from through(stream, length)
        yield b"\x00" * (length % 2)
    if head and turned:
        yield from _chunk(b"EXIF", turned)


def _looked_through(stream: BinaryIO) -> tuple[list[tuple[int, bytes, int]], bytes, bytes]:
    """Return the chunks that stay as (place, name, length), the head of an extended picture, and its Exif."""
    size = stream.seek(0, 2)
    stream.seek(0)
    riff, told, webp = struct.unpack("<4sI4s", exactly(stream, 12))
    if (riff, webp) != (b"RIFF", b"WEBP"):
        raise Broken
    end = min(size, told + 8)
    kept: list[tuple[int, bytes, int]] = []
    head = turned = b""
    while stream.tell() + 8 <= end:
        name, length = struct.unpack("<4sI", exactly(stream, 8))
        at = stream.tell()
        if name == b"VP8X":
            head = exactly(stream, 10)
        elif name == b"EXIF":
            turned = exif_of(orientation_in(stream.read(min(length, PORTION))))
        elif name in _KEPT:
            kept.append((at, name, length))
        stream.seek(at)
        skip(stream, length, size)
        stream.seek(length % 2, 1)
        if len(kept) > _MOST:
            raise Broken
    return kept, head, turned


def _chunk(name: bytes, content: bytes) -> Iterator[bytes]:
    yield struct.pack("<4sI", name, len(content)) + content + b"\x00" * (len(content) % 2)
