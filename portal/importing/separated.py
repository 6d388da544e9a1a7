"""Text with a mark between its cells: which alphabet it was written in, and which mark."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from itertools import islice

MARKS = (";", ",", "\t", "|")
LOOKED_AT = 30  # lines
SAMPLE = 20_000  # bytes

# What spreadsheets in western Europe write when they do not write Unicode; the library guesses between these.
ALPHABETS = ["cp1252", "iso8859_15", "cp1250", "cp1254", "mac_roman", "cp850"]
UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)


class NotText(ValueError):
    """This is no table of text."""


class OtherLetters(ValueError):
    """This text was not written in the alphabet that somebody says it was."""


def read_text(content: bytes, alphabet: str = "") -> tuple[Iterator[list[str]], str, str]:
    """Return the rows of a text, the encoding it was read with, and the mark between its cells.

    The alphabet is guessed, unless somebody says which it is. Raises NotText, OtherLetters.
    """
    encoding = alphabet or _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise (OtherLetters if alphabet else NotText) from None
    if "\x00" in text:
        raise NotText
    mark = delimiter_of(text)
    return _rows(text, mark), encoding, mark


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    except csv.Error:
        raise NotText from None


def _encoding(content: bytes) -> str:
    if content.startswith(BOM_UTF8):
        return "utf-8-sig"
    if content.startswith(UTF_16):
        return "utf-16"
    try:
        content.decode()
    except UnicodeDecodeError:
        return _guessed(content)
    return "utf-8"


def _guessed(content: bytes) -> str:
    """Guess from the lines that say something about it: those with letters beyond ASCII."""
    from charset_normalizer import from_bytes  # only here: seven megabytes that most web processes never need

    telling = b"\n".join(line for line in content.splitlines() if not line.isascii())[:SAMPLE]
    best = from_bytes(telling, cp_isolation=ALPHABETS).best()
    return best.encoding if best else "cp1252"


def delimiter_of(text: str) -> str:
    """Return the mark that cuts the first lines into most equal rows of several cells; a comma when none does.

    Quoted cells are read as such, so that a mark inside a name counts for nothing.
    """
    lines = list(islice(io.StringIO(text, newline=""), LOOKED_AT))
    return max(MARKS, key=lambda mark: (*_fit(lines, mark), -MARKS.index(mark)))


def _fit(lines: list[str], mark: str) -> tuple[float, int]:
    """Return the share of rows as wide as most are, 0 when these have one cell; and how wide that is."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if any(row)]
    except csv.Error:
        return 0.0, 0
    wide = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (widths.count(wide) / len(widths), wide) if wide > 1 else (0.0, 0)
