"""Read a CSV file or a workbook into rows of text, whatever made it; refuse what is too much before it is unpacked."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from flask_babel import gettext as _

from portal.files.kinds import Bomb, Damaged, kind_of
from portal.web.text import one_line
from tenants.errors import Invalid

from .rules import LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Line
from .separated import NotText, OtherLetters, read_text
from .workbooks import TooMuch, read_workbook


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds: its lines as they are numbered in a spreadsheet, and how it was read."""

    lines: list[Line]
    form: str  # csv or xlsx
    encoding: str = ""
    delimiter: str = ""


def read(name: str, stream: BinaryIO, alphabet: str = "") -> Sheet:
    """Read an upload; text in an alphabet that somebody names, or in one that is guessed.

    Raises Invalid, in words, for what is no table, is made to do harm, or is too long. Memory does not grow with what
    a package says it holds: it is unpacked in portions, up to a bound.
    """
    size = stream.seek(0, 2)
    if size == 0:
        raise Invalid("file", _("%(file)s is empty. Choose another file", file=name))
    if size > MOST_BYTES:
        raise Invalid("file", _("This file is too big. Choose a file up to %(max)s MB", max=MOST_BYTES // 1_000_000))
    sheet = _read(name, stream, alphabet)
    if not sheet.lines:
        raise Invalid("file", _("%(file)s is empty. Choose another file", file=name))
    if len(sheet.lines) > MOST_ROWS + 1:
        raise Invalid("file", _("These are more than 10,000 rows. Share them out over several files."))
    return sheet


def _read(name: str, stream: BinaryIO, alphabet: str) -> Sheet:
    try:
        if _which(name, stream) == "xlsx":
            return Sheet(_lines(read_workbook(stream)), "xlsx")
        stream.seek(0)
        rows, encoding, delimiter = read_text(stream.read(MOST_BYTES), alphabet)
        return Sheet(_lines(rows), "csv", encoding, delimiter)
    except OtherLetters:
        raise Invalid(
            "alphabet", _("The file was not saved like this. Choose another way, or let us find out")
        ) from None
    except (Bomb, TooMuch):
        raise Invalid("file", _("%(file)s is not safe. We did not keep it", file=name)) from None
    except Damaged:
        raise Invalid("file", _("%(file)s is damaged. Save it again and choose the new one", file=name)) from None
    except NotText:
        raise Invalid("file", _("We cannot read %(file)s. Save it as CSV or as .xlsx", file=name)) from None


def _which(name: str, stream: BinaryIO) -> str:
    """Tell a workbook from text. What is neither is read as text first: only that knows all its ways of writing."""
    which = kind_of(stream, name)
    if which not in ("xlsx", "csv", "txt", "eml", ""):
        raise NotText
    return which


def _lines(rows: Any) -> list[Line]:
    """Number the rows from 1, leave out those in which nothing stands, and stop when there are too many."""
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = [one_line(cell)[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            lines.append((number, cells))
        if len(lines) > MOST_ROWS + 1:
            break
    return lines
