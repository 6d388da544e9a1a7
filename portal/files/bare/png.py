"""A bare PNG: the chunks that are drawn, and those that say what colours mean.

Source: the PNG specification, third edition, section 11 (chunks); APNG is part of it.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from .reading import PORTION, Broken, exactly, skip, through
from .upright import exif_of, orientation_in

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DRAWN = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT")
_MEANT = (b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs")
_KEPT = frozenset((*_DRAWN, *_MEANT))


def parts(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of the bare picture."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if exactly(stream, 8) != _SIGNATURE:
        raise Broken
    yield _SIGNATURE
    name = b""
    while name != b"IEND":
        length, name = struct.unpack(">I4s", exactly(stream, 8))
        if name in _KEPT:
            yield struct.pack(">I4s", length, name)
            yield from through(stream, length + 4)  # with its check sum
            continue
        told = stream.read(min(length, PORTION)) if name == b"eXIf" else b""
        skip(stream, length - len(told) + 4, size)
        if turned := exif_of(orientation_in(told)):
            yield struct.pack(">I4s", len(turned), b"eXIf") + turned + struct.pack(">I", zlib.crc32(b"eXIf" + turned))
