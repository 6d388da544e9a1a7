"""A bare JPEG: its segments, without those that only tell.

Source: ITU-T T.81, annex B (markers), JFIF 1.02, and Exif 2.32, section 4.7 (the segment APP1).
"""

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

from .reading import PORTION, Broken, exactly
from .upright import exif_of, orientation_in

_START = b"\xff\xd8"
_END, _SCAN, _FIRST_TOLD = 0xD9, 0xDA, 0xE0
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without content
_KEPT = {0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""How the segments start that say what colours mean; without them a picture looks different."""

# In the drawn data 0xff comes with 0 or a restart marker behind it; anything else is the next segment.
_NEXT = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def parts(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of the bare picture."""
    stream.seek(0)
    if exactly(stream, 2) != _START:
        raise Broken
    yield _START
    while (marker := _marker(stream)) is not None:
        if marker == _END:
            yield b"\xff\xd9"
            return
        if marker in _ALONE:
            yield bytes((0xFF, marker))
            continue
        (length,) = struct.unpack(">H", exactly(stream, 2))
        content = exactly(stream, max(length, 2) - 2)
        if (kept := _bare(marker, content)) is not None:
            yield struct.pack(">BBH", 0xFF, marker, len(kept) + 2) + kept
        if marker == _SCAN:
            yield from _drawn(stream)


def _marker(stream: BinaryIO) -> int | None:
    """Return the next marker; None where the file ends without saying so."""
    found = stream.read(1)
    if found and found != b"\xff":
        raise Broken
    while found == b"\xff":
        found = stream.read(1)
    return found[0] if found else None


def _bare(marker: int, content: bytes) -> bytes | None:
    """Return what stays of a segment; None for one that goes."""
    if marker < _FIRST_TOLD:
        return content
    if marker == 0xE0 and content.startswith(b"JFIF\x00"):
        return content[:12] + b"\x00\x00"  # without a thumbnail: it may show what was cropped away
    if marker == 0xE1 and content.startswith(b"Exif\x00\x00"):
        turned = exif_of(orientation_in(content))
        return b"Exif\x00\x00" + turned if turned else None
    return content if marker in _KEPT and content.startswith(_KEPT[marker]) else None


def _drawn(stream: BinaryIO) -> Iterator[bytes]:
    before = b""
    while portion := stream.read(PORTION):
        portion = before + portion
        if found := _NEXT.search(portion):
            stream.seek(found.start() - len(portion), 1)
            yield portion[: found.start()]
            return
        before = b"\xff" if portion.endswith(b"\xff") else b""
        yield portion.removesuffix(before) if before else portion
