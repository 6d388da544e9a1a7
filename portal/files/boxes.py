"""The boxes over a picture that can be made black: how many there are, which are asked for, where they lie."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

MOST_COLUMNS, MOST_WHEN_UPRIGHT = 24, 16
MOST_ROWS = 80
NARROWEST = 16
"""Pixels: a box of a small picture is not narrower."""

SHOWN_WIDE = 48
"""How wide a page shows a box, and twice its height; a finger and a shaking hand need half of it."""

_BOX = re.compile(r"([1-9][0-9]?)-([1-9][0-9]?)")
_ROW = re.compile(r"[1-9][0-9]?")


class Box(NamedTuple):
    """A box, counted from 1 at the top left."""

    row: int
    column: int


class Outside(ValueError):
    """What is asked for is no box of this picture."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How a picture is parted: as many columns and rows of boxes, which leave no gap and do not overlap."""

    columns: int
    rows: int

    def asked(self, boxes: Iterable[str], rows: Iterable[str]) -> frozenset[Box]:
        """Return the boxes that a form names, one by one (`3-5`: row 3, column 5) or by whole rows. Raises Outside."""
        named = [_read(_BOX, one) for one in boxes]
        whole = [_read(_ROW, one)[0] for one in rows]
        every = (Box(row, column) for row in whole for column in range(1, self.columns + 1))
        found = frozenset((*(Box(*one) for one in named), *every))
        if any(box.row > self.rows or box.column > self.columns for box in found):
            raise Outside
        return found

    def pixels(self, box: Box, width: int, height: int) -> tuple[int, int, int, int]:
        """Return which pixels of a picture are in a box: left, top, and the first behind it to the right and below."""
        left, right = (width * at // self.columns for at in (box.column - 1, box.column))
        top, bottom = (height * at // self.rows for at in (box.row - 1, box.row))
        return left, top, right, bottom

    def __iter__(self) -> Iterator[Box]:
        """Yield all boxes, row by row."""
        return (Box(row, column) for row in range(1, self.rows + 1) for column in range(1, self.columns + 1))


def grid_of(width: int, height: int) -> Grid:
    """Return the grid of a picture of this shape: boxes twice as wide as high, so that a line of text fits in a row."""
    most = MOST_COLUMNS if width >= height else MOST_WHEN_UPRIGHT
    columns = max(1, min(most, width // NARROWEST))
    return Grid(columns, max(1, min(MOST_ROWS, height, 2 * columns * height // width)))


def _read(form: re.Pattern[str], text: str) -> tuple[int, ...]:
    found = form.fullmatch(text)
    if found is None:
        raise Outside
    return tuple(int(part) for part in re.findall(r"[0-9]+", found[0]))
