"""Pictures: how large they are by their header, and a preview of newly drawn pixels without hidden data."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from .rules import PREVIEW, too_many_pixels

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


class Unreadable(ValueError):
    """What says that it is a picture, and is none."""


class TooLarge(ValueError):
    """A picture of more pixels than can be drawn."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"{width} x {height}")
        self.width, self.height = width, height


@dataclass(frozen=True, slots=True)
class Preview:
    """A smaller copy, as WebP: width and height in pixels."""

    content: bytes
    width: int
    height: int


def preview_of(stream: BinaryIO) -> Preview:
    """Draw a preview. Raises TooLarge by the header alone, before decoding; Unreadable for what is no picture."""
    with opened_picture(stream) as picture:
        return _drawn(picture)


@contextmanager
def opened_picture(stream: BinaryIO) -> Iterator["Picture"]:
    """Open a picture. Raises TooLarge by the header alone, Unreadable for what cannot be drawn inside the block."""
    from PIL import Image  # only here: four megabytes, for who sends a picture

    Image.MAX_IMAGE_PIXELS = None  # `rules.too_many_pixels` measures, with a sentence for who sent it
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, about pictures we measure ourselves
            with Image.open(stream, formats=FORMATS) as picture:
                if too_many_pixels(*picture.size):
                    raise TooLarge(*picture.size)
                yield picture
    except TooLarge:
        raise
    except Exception as fault:  # decoders raise whatever they like on what was made to break them
        raise Unreadable from fault


def _drawn(picture: "Picture") -> Preview:
    from PIL import Image, ImageOps

    picture.draft("RGB", (PREVIEW * 2, PREVIEW * 2))  # a large photo is decoded at a fraction of its size
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    # Made smaller before anything else: each step is a copy, and a copy of all pixels would be hundreds of megabytes.
    picture.thumbnail((PREVIEW * 2, PREVIEW * 2), Image.Resampling.BOX, reducing_gap=None)
    small = ImageOps.exif_transpose(picture).convert("RGBA" if transparent else "RGB")
    small.thumbnail((PREVIEW, PREVIEW))
    bare = Image.new(small.mode, small.size)  # new pixels only: place, maker and time of a photo stay behind
    bare.paste(small)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=82, method=2)
    return Preview(out.getvalue(), *bare.size)
