"""Films of a few boxes, as telephones put them together."""

import struct
from itertools import pairwise

from tests.files.pictures import box

PLACE = b"+52.0907+005.1214+003.000/"
FRAMES = (b"eerste beeld", b"tweede beeld udta", b"derde")
"""What is drawn; a word that is a box elsewhere is none here."""


def tags(word: bytes = b"Geheimwoord") -> bytes:
    """Return what a telephone tells: the place in the way of QuickTime, and a list of tags in that of ISO."""
    place = box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE)
    listed = box(b"meta", b"\0\0\0\0", box(b"hdlr", bytes(8) + b"mdta" + bytes(13)), box(b"keys", word), b"")
    return box(b"udta", place, listed, b"\0\0\0\0")


def film(*, first: bool = True, wide: bool = False, told: bool = True, more: bytes = b"") -> bytes:
    """A film with one track; `first` puts the list of what is in it before the pictures, `wide` uses long numbers."""
    frames = b"".join(FRAMES)
    head = box(b"ftyp", b"isom\0\0\0\0isommp42")
    drawn = struct.pack(">I4sQ", 1, b"mdat", len(frames) + 16) + frames if wide else box(b"mdat", frames)
    before = len(head) + (len(_moov(0, wide, told)) if first else 0)
    moov = _moov(before + len(drawn) - len(frames), wide, told)
    return head + (moov + drawn if first else drawn + moov) + more


def _moov(start: int, wide: bool, told: bool) -> bytes:
    places = [start]
    for frame in FRAMES[:-1]:
        places.append(places[-1] + len(frame))
    listed = struct.pack(f">II{len(places)}{'Q' if wide else 'I'}", 0, len(places), *places)
    made = b"\x01\0\0\0" + b"20261122" * 2 if wide else bytes(4) + b"20261122"
    table = box(b"stbl", box(b"co64" if wide else b"stco", listed))
    media = box(b"mdia", box(b"mdhd", made, bytes(12)), box(b"minf", table))
    track = box(b"trak", box(b"tkhd", made, b"hoe het staat"), media, tags(b"Cameramerk") if told else b"")
    xmp = box(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", b"<x>Geheimwoord</x>")
    rest = (tags(), xmp, box(b"meta", b"\0\0\0\0", b"Geheimwoord")) if told else ()
    return box(b"moov", box(b"mvhd", made, b"hoe lang het duurt"), track, *rest)


def frames_in(content: bytes) -> list[bytes]:
    """Return the pictures of a film as a player finds them: by their places."""
    at = max(content.find(name) for name in (b"stco", b"co64"))
    wide = content[at : at + 4] == b"co64"
    (count,) = struct.unpack_from(">I", content, at + 8)
    places = struct.unpack_from(f">{count}{'Q' if wide else 'I'}", content, at + 12)
    ends = [*(end for _start, end in pairwise(places)), places[-1] + len(FRAMES[-1])]
    return [content[start:end] for start, end in zip(places, ends, strict=True)]
