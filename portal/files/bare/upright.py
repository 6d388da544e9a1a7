"""Which way is up: the one thing of Exif that a picture keeps.

Source: TIFF 6.0, section 2 (the directory of tags) and Exif 2.32, section 4.6.4 (tag 0x0112, 1 to 8).
"""

import struct

UPRIGHT = 1
_TAG = 0x0112
_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
_MOST_TAGS = 512


def orientation_in(exif: bytes) -> int:
    """Return how a picture is turned, as Exif says it (1 is upright); 1 too for what cannot be read."""
    tiff = exif.removeprefix(b"Exif\x00\x00")
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return UPRIGHT
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for place in range(min(count, _MOST_TAGS)):
            tag, _type, _count, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * place)
            if tag == _TAG:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass  # it ends too soon: nothing is known of how it is turned
    return UPRIGHT


def exif_of(orientation: int) -> bytes:
    """Return Exif that tells how a picture is turned, and nothing else; nothing for one that stands upright."""
    if orientation == UPRIGHT:
        return b""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _TAG, 3, 1, orientation, 0, 0)
