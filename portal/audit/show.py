"""What a line of the log shows, on the page and in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.trail.rules import kind_of
from portal.web.language import ZONE, Said, said
from portal.web.paging import edge_of
from tenants.context import Member

from .queries import Edge, Filter, Names, names_in, page_of_log
from .wording import KIND_WORDS, sentence, who_words

Cells = list[str]
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


def cells_of(member: Member, narrowed: Filter) -> Iterator[Cells]:
    """Return the heads and all lines for a file, newest first, some hundred at a time."""
    part: Part | None = first_part(member, narrowed)
    while part is not None:
        yield from part.lines
        part = next_part(member, narrowed, part)


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a file; `edge` is where the next ones begin, None after the last."""

    lines: list[Cells]
    edge: Edge | None


def first_part(member: Member, narrowed: Filter) -> Part:
    """Return the heads and the newest lines."""
    part = _part(member, narrowed, None)
    heads = [_("When"), _("Who"), _("Kind"), _("What"), _("Network address")]
    return Part([heads, *part.lines], part.edge)


def next_part(member: Member, narrowed: Filter, before: Part) -> Part | None:
    """Return the lines after a part; None after the last."""
    return _part(member, narrowed, before.edge) if before.edge else None


def _part(member: Member, narrowed: Filter, after: Edge | None) -> Part:
    rows, more = page_of_log(member, narrowed, after, size=AT_ONCE)
    names = names_in(member, rows)
    lines = [(row, _line(row, names)) for row in rows]
    cells = [
        [f"{row.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}", line.who, line.kind, line.what, line.network]
        for row, line in lines
    ]
    return Part(cells, (rows[-1].at, rows[-1].place) if more else None)


def edge(row: Any) -> str:
    """Return the edge at a line, for an address."""
    return edge_of(row.at, row.place)
