"""Make parts of a picture black for good: new pixels, in the same format, and nothing of what was there."""

import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from . import storage
from .boxes import Box, Grid
from .models import Attachment
from .pictures import opened_picture
from .receiving import Received, receive

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

SAVED: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 6},
    "JPEG": {"quality": 92, "subsampling": 0},
    "WEBP": {"quality": 92, "method": 2},
    "GIF": {},
}
"""How each format is written anew."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A picture that was drawn anew, as an upload would be."""

    filename: str
    stream: BinaryIO


def redrawn(row: Attachment, grid: Grid, boxes: Collection[Box]) -> Received:
    """Keep a copy of a picture with these boxes black, beside what is there, and return what is to be known of it.

    Raises Unreadable, TooLarge, Invalid in words when the copy is too big, FileNotFoundError when another copy came
    in its place meanwhile, and Unreachable.
    """
    stream, _size = storage.opened(row.organisation_id, row.digest)
    with stream:
        content = blackened(stream, grid, boxes)
    with io.BytesIO(content) as out:
        return receive(row.organisation_id, Redrawn(row.name, out))


def blackened(stream: BinaryIO, grid: Grid, boxes: Collection[Box]) -> bytes:
    """Return a picture with these boxes black, upright and without hidden data; of a moving one the first image.

    Raises TooLarge by the header alone, Unreadable for what cannot be drawn.
    """
    with opened_picture(stream) as picture:
        return _saved(_painted(picture, grid, boxes), picture.format or "", _colours_of(picture))


def _colours_of(picture: "Picture") -> bytes | None:
    """Return what says which colours the numbers stand for, when the numbers stay what they are."""
    return picture.info.get("icc_profile") if picture.mode in ("RGB", "RGBA", "P") else None


def _painted(picture: "Picture", grid: Grid, boxes: Collection[Box]) -> "Picture":
    from PIL import ImageOps

    kind = "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
    upright = ImageOps.exif_transpose(picture)
    # In these two nothing can make black something else: no palette, no colour that stands for transparent.
    painted = upright if upright.mode == kind else upright.convert(kind)
    painted.info = {}  # what a picture tells beside its pixels stays behind
    for box in boxes:
        painted.paste((0, 0, 0, 255)[: len(kind)], grid.pixels(box, *painted.size))
    return painted


def _saved(picture: "Picture", kind: str, colours: bytes | None) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **SAVED[kind], icc_profile=colours)
    return out.getvalue()
