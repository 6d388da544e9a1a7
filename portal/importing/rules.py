"""What a list of people may hold: its columns and the words they go by, its limits. Plain Python."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from tenants.names import folded

Line = tuple[int, list[str]]
"""A row with its number in the spreadsheet, counted from 1."""

MOST_ROWS = 10_000
MOST_COLUMNS = 60
MOST_BYTES = 10_000_000
MOST_UNPACKED = 60_000_000  # bytes
LONGEST_CELL = 1_000  # characters that are kept; every column takes less, so that a longer one is told and not cut
AT_ONCE = 500
"""Rows that are carried out while somebody waits; a longer list is for the worker."""
STAGED = timedelta(hours=24)
"""How long a list waits for the admin's word."""
UNDO = timedelta(hours=24)
"""How long it can be undone."""


class Column(StrEnum):
    """What a column of the list says about people."""

    NAME = "name"
    EMAIL = "email"
    NUMBER = "number"
    UNIT = "unit"
    MANAGER = "manager"
    KIND = "kind"
    ROLES = "roles"
    RIGHTS = "rights"
    LANGUAGE = "language"


# fmt: off
HEADS: dict[Column, tuple[str, ...]] = {
    Column.NAME:     ("naam", "name", "medewerker", "employee", "volledige naam", "full name", "weergavenaam"),
    Column.EMAIL:    ("e-mailadres", "e-mail address", "e-mail", "email", "mail", "emailadres", "email address",
                      "mailadres", "werkmail", "zakelijk e-mailadres"),
    Column.NUMBER:   ("personeelsnummer", "personnel number", "nummer", "number", "medewerkernummer", "pers.nr.",
                      "persnr", "employee number", "employee id", "client number", "clientnummer"),
    Column.UNIT:     ("onderdeel", "unit", "afdeling", "department", "team", "locatie", "location", "vestiging"),
    Column.MANAGER:  ("leidinggevende", "manager", "supervisor", "manager number", "manager e-mail"),
    Column.KIND:     ("soort", "kind", "type"),
    Column.ROLES:    ("rollen", "roles", "rol", "role"),
    Column.RIGHTS:   ("meer rechten", "more rights", "rechten", "rights", "autorisaties", "authorisations",
                      "extra rechten"),
    Column.LANGUAGE: ("taal", "language"),
}
"""The words by which a column is known, folded; the first two are those of the template, in Dutch and in English."""

LIMITS = {Column.NAME: 100, Column.EMAIL: 300, Column.NUMBER: 40, Column.UNIT: 200, Column.MANAGER: 300,
          Column.KIND: 40, Column.ROLES: 200, Column.RIGHTS: 300, Column.LANGUAGE: 40}
# fmt: on

NONE_OF_IT = "-"
"""The word in a cell that takes away what is there; an empty cell leaves it."""

_KNOWN = {word: column for column, words in HEADS.items() for word in words}


def column_named(head: str) -> Column | None:
    """Return the column that a head means; None for a word nobody knows."""
    word = " ".join(folded(head).replace("_", " ").split()).strip(" :*")
    return _KNOWN.get(word)


def has_heads(first: Sequence[str]) -> bool:
    """Say whether a first row names columns: one cell of it is a known word, and none is an address."""
    return any(column_named(cell) for cell in first) and not any("@" in cell for cell in first)


def guessed_columns(lines: Sequence[Line], headed: bool) -> list[str]:
    """Return a guess for each column: by its head, else by what stands in it; "" for what is left out."""
    wide = max((len(cells) for _number, cells in lines), default=0)
    if headed:
        first = lines[0][1] + [""] * wide
        return _once([column_named(first[place]) or "" for place in range(wide)])
    sample = lines[:50]
    return _once([_by_content([cells[place] for _n, cells in sample if place < len(cells)]) for place in range(wide)])


def _by_content(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    if filled and all("@" in cell for cell in filled):
        return Column.EMAIL
    if filled and all(cell.isdigit() for cell in filled):
        return Column.NUMBER
    if len(filled) == len(set(filled)) > 0 and all(" " in cell for cell in filled):
        return Column.NAME
    return ""


def _once(columns: Sequence[str]) -> list[str]:
    """Keep the first column of each meaning."""
    return [str(one) if one and one not in columns[:place] else "" for place, one in enumerate(columns)]
