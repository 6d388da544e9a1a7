"""What a line of the log shows, on the page and in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.trail.rules import kind_of
from portal.web.language import ZONE, Said, said
from portal.web.paging import edge_of
from tenants.context import Member

from .queries import Filter, Names, names_in, page_of_log
from .wording import KIND_WORDS, sentence, who_words

AT_ONCE = 500  # lines that are read together for a file


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, who, what, and from which network address when that is known."""

    when: Said
    who: str
    kind: str
    what: str
    network: str


def lines_of(member: Member, rows: list[Any]) -> list[Line]:
    """Return the lines of a page."""
    names = names_in(member, rows)
    return [_line(row, names) for row in rows]


def _line(row: Any, names: Names) -> Line:
    kind = str(KIND_WORDS.get(kind_of(row.action), ""))
    return Line(said(row.at), who_words(row, names), kind, sentence(row, names), row.detail.get("network", ""))


def cells_of(member: Member, narrowed: Filter) -> Iterator[list[str]]:
    """Return the heads and all lines for a file, newest first, some hundred at a time."""
    yield [_("When"), _("Who"), _("Kind"), _("What"), _("Network address")]
    after, more = None, True
    while more:
        rows, more = page_of_log(member, narrowed, after, size=AT_ONCE)
        names = names_in(member, rows)
        for row in rows:
            line = _line(row, names)
            yield [f"{row.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}", line.who, line.kind, line.what, line.network]
        after = (rows[-1].at, rows[-1].place) if rows else None


def edge(row: Any) -> str:
    """Return the edge at a line, for an address."""
    return edge_of(row.at, row.place)
