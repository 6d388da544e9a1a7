"""Read the first sheet of a workbook, row by row, and never more than is asked for.

Of a package only the parts with text are taken, each unpacked in portions and counted as it comes: what its list says
of their sizes is not believed. openpyxl reads what came out of it, a row at a time. (A faster reader builds the whole
rectangle first, and a file of 5 kB with one cell in the last corner ends the process.)
"""

import errno
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from portal.files.kinds import DAMAGED, Damaged

from .rules import MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED

PORTION = 65_536
ENCRYPTED = 0x1  # the bit of a part of a package that asks for a password
TEXT = ("[Content_Types].xml", "_rels/", "xl/workbook.xml", "xl/_rels/", "xl/sharedStrings.xml", "xl/styles.xml")
SHEETS = "xl/worksheets/"
BROKEN = (
    *DAMAGED,
    *(zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, TypeError, IndexError, AttributeError),
)
"""What openpyxl and the libraries below it say of a workbook they cannot read: it has no error of its own for it."""


class TooMuch(ValueError):
    """This unpacks to more than any list of people needs."""


def read_workbook(stream: BinaryIO) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as text. Raises TooMuch, and Damaged for what cannot be read.

    Of a formula the value it showed is read; nothing is computed.
    """
    with TemporaryFile() as plain:
        try:
            _unpack(stream, plain)
            yield from _rows(plain)
        except TooMuch:
            raise
        except BROKEN as fault:
            raise Damaged from fault
        except OSError as fault:
            if fault.errno != errno.EINVAL:
                raise  # a full disk, say: no fault of the workbook
            raise Damaged from fault  # its list says that a part begins before the file does


def _unpack(stream: BinaryIO, plain: IO[bytes]) -> None:
    stream.seek(0)
    unpacked = 0
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as out:
        for part in package.infolist():
            if not part.filename.startswith((*TEXT, SHEETS)) or part.is_dir():
                continue
            if part.flag_bits & ENCRYPTED:
                raise Damaged
            with package.open(part) as packed, out.open(part.filename, "w") as wanted:
                while portion := packed.read(PORTION):
                    unpacked += len(portion)
                    if unpacked > MOST_UNPACKED:
                        raise TooMuch
                    wanted.write(portion)


def _rows(plain: IO[bytes]) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # only here: fifteen megabytes that most web processes never need

    plain.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about colours and rules of cells, which we do not read
        book = load_workbook(plain, read_only=True, data_only=True, keep_links=False)
        try:
            for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True):
                yield [_said(cell) for cell in row]
        finally:
            book.close()


def _said(value: Any) -> str:
    """Return a cell as people read it: a number without a point when it has no part, a day as YYYY-MM-DD."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
    return str(value)
