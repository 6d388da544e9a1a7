"""Pictures and films without what they tell beside the picture: where, when and with what it was made, and by whom.

What is drawn is copied byte for byte, so a picture loses nothing of its quality; which way is up stays. What
lies behind the end of a picture goes too: films, second pictures, and what a cropping program left there.
"""

import tempfile
from typing import BinaryIO, cast

from . import film, gif, heic, jpeg, png, webp
from .reading import Broken

__all__ = ["BARED", "Broken", "bared"]

_PARTS = {"jpg": jpeg.parts, "png": png.parts, "gif": gif.parts, "webp": webp.parts, "heic": heic.parts}
_PARTS |= {"mp4": film.parts, "mov": film.parts}

BARED = frozenset(_PARTS)
"""Which types are made bare, as `rules.TYPES` calls them."""

_IN_MEMORY = 1 << 20  # bytes; more lies on disk


def bared(stream: BinaryIO, which: str) -> BinaryIO:
    """Return a new stream with the bare picture or film; `which` is its key in `rules.TYPES`, as its content told.

    Raises Broken for what does not hold together. Memory does not grow with the picture.
    """
    out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - who asked closes it
    try:
        for part in _PARTS[which](stream):
            out.write(part)
    except BaseException:
        out.close()
        raise
    return out
