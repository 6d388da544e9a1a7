"""What the page of the list shows: rows, the form with its choices, chips, and the ways on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from portal.search.marking import snippet
from portal.tickets.lines import Row, rows_shown
from portal.tickets.queries import rings_for
from portal.tickets.wording import scope_words
from portal.web.paging import edge_of as moment_of
from portal.web.speech import gettext as _
from tenants.context import Member

from .paging import Edge, edge_of
from .queries import name_of
from .rules import Filter, active, parameters, query_of, without
from .saved import filter_in
from .sides import ServiceNamed, Sides, sides_of
from .texts import texts_of
from .wording import chip_words, choices_of


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is used: what it says, and the address of the list without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of rows and whether there is more in the direction asked for."""

    rows: Sequence[Any]
    more: bool
    after: Edge | None = None
    before: Edge | None = None


def page_about(
    member: Member, narrowed: Filter, found: Found, sides: Sides, scopes: Sequence[str], wrong: Mapping[str, str]
) -> dict[str, Any]:
    """Return everything the page of the list shows; `wrong` holds the dates that are none, as they were typed."""
    rows = found.rows
    newer = rows and (found.after or (found.before and found.more))
    older = rows and (found.before or found.more)
    used = active(narrowed)
    chips = chips_of(narrowed, sides.services, member)
    return {
        "rows": shown(member, rows, narrowed.words),
        "narrowed": narrowed,
        "kept": parameters(narrowed),
        "query": query_of(narrowed),
        "scopes": [(scope, scope_words(scope), _scoped(narrowed, scope)) for scope in scopes],
        "scope_words": scope_words(narrowed.scope),
        "choices": choices_of(sides.services),
        "chips": [Chip(words, address(without(narrowed, name))) for name, words in zip(used, chips, strict=True)],
        "filtered": bool(used),
        "folded": not [name for name in used if name not in ("words", "person", "running")] and not wrong,
        "cleared": address(Filter(scope=narrowed.scope)),
        "views": [(view.slug, view.name, f"{url_for('tickets.list_requests')}?{view.query}") for view in sides.views],
        "view_here": next((view.name for view in sides.views if view.query == query_of(narrowed)), ""),
        "errors": _errors(wrong),
        "typed": wrong,
        "newer": address(narrowed, before=edge_of(rows[0], narrowed.sort)) if newer else "",
        "older": address(narrowed, after=edge_of(rows[-1], narrowed.sort)) if older else "",
        "watched": rows and not (found.after or found.before or wrong or narrowed.words),
        "newest": moment_of(max(row.updated_at for row in rows), 0) if rows else "",
        "bell": sides.unread,
    }


def address(narrowed: Filter, **edge: Any) -> str:
    """Return the address of a list."""
    return url_for("tickets.list_requests", **parameters(narrowed), **edge)


def filter_words(query: str, member: Member) -> str:
    """Return in words what a kept filter narrows to."""
    narrowed = filter_in(query, member)
    return ", ".join([scope_words(narrowed.scope), *chips_of(narrowed, sides_of(member).services, member)])


def chips_of(narrowed: Filter, services: list[ServiceNamed], member: Member) -> list[str]:
    """Return what the chip of each filter says that is used."""
    person = name_of(member, narrowed.person) if narrowed.person else ""
    return [chip_words(name, narrowed, services, person) for name in active(narrowed)]


def _scoped(narrowed: Filter, scope: str) -> str:
    return address(replace(narrowed, scope=scope))


def shown(member: Member, rows: Sequence[Any], words: str) -> list[Row]:
    """Return the lines of a list; of a search with the piece of the text in which the words stand."""
    lines = rows_shown(member, rows, words)
    asked = [row.id for row in rows] if words and not words.isdigit() else []
    if not asked:
        return lines
    texts = texts_of(asked, rings_for(member))
    found = (next(filter(None, (snippet(text, words) for text in texts.get(row.id, ()))), None) for row in rows)
    return [replace(line, found=piece, made=None) for line, piece in zip(lines, found, strict=True)]


def _errors(wrong: Mapping[str, str]) -> dict[str, str]:
    told = {
        "since": _("Write the first day as a date, such as 2026-11-17"),
        "until": _("Write the last day as a date, not before the first day"),
    }
    return {name: told[name] for name in wrong}
