"""Find the requests in which a query occurs, among the rings a member may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from tenants.database import db
from tenants.scope import scope_of

from .models import SearchRow
from .words import query_groups


def fts_of(ways: list[list[str]]) -> str:
    """Return what finds one word in an FTS5 table: any of its alternatives."""
    return " OR ".join("(" + " AND ".join(map(_fts_term, way)) + ")" for way in ways)


def _fts_expression(ways: list[list[str]]) -> str:
    expression = fts_of(ways)
    scope = scope_of(db.session())
    if scope is None or len(scope.organisations) > NAMED:
        return expression
    theirs = " OR ".join(f'"o{one}"' for one in sorted(scope.organisations))
    return f"({theirs}) AND ({expression})"


def _fts_term(term: str) -> str:
    # Terms hold letters and digits only, quoted all the same: nothing of the query is an operator.
    return f'"{term[:-1]}" *' if term.endswith("*") else f'"{term}"'


def ts_of(ways: list[list[str]]) -> str:
    """Return what finds one word in a tsvector: any of its alternatives."""
    return " | ".join(
        "(" + " & ".join(f"{term[:-1]}:*" if term.endswith("*") else term for term in way) + ")" for way in ways
    )


NAMED = 50
"""So many organisations at most are named to the index; who reads more of them reads nearly all there are."""

MANY = 1000
"""So many hits of a word are looked up; of a word that occurs more often each request is asked for itself."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where the words of a query occur.

    `few` holds the ids of all requests in which the rarer words occur together; None when every word is common.
    `common` are the words (as groups of `query_groups`) that have to be looked for in each request.
    """

    few: frozenset[int] | None
    common: tuple[Any, ...] = ()


def hits_of(query: str, rings: Iterable[str]) -> Hits | None:
    """Look up the words of a query, at most `MANY` hits of each, in one statement. None when it holds no word.

    So a search costs the same whether a word occurs a thousand times or in every text: common words make the
    list walk from the newest on, where it soon finds a page of them. The ids are of the organisations in scope;
    what of them the member may see is for `visible_to` to say.
    """
    groups = query_groups(query)
    if not groups:
        return None
    some = _some_sqlite if on_sqlite() else _some_postgresql
    read = tuple(map(str, rings))
    parts = [part for place, group in enumerate(groups) for part in some(place, group, read)]
    found = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()
    sets: list[list[int]] = [[] for _group in groups]
    for place, ticket in db.session.execute(select(found.c.place, found.c.ticket)):
        sets[place].append(ticket)
    rare = [frozenset(ids) for ids in sets if len(ids) <= MANY]
    common = tuple(group for group, ids in zip(groups, sets, strict=True) if len(ids) > MANY)
    return Hits(frozenset.intersection(*rare) if rare else None, common)


def on_sqlite() -> bool:
    """Say which of the two engines answers."""
    return db.session().get_bind().dialect.name == "sqlite"


def _fts() -> Any:
    return table("search_fts", column("rowid"), column("search_fts"))


NOWHERE = '"/"'
"""What finds nothing in an FTS5 table: a slash is in no word."""


def _some_sqlite(place: int, ways: list[list[str]], rings: tuple[str, ...]) -> list[Any]:
    """Return the selects of where a word occurs: in all its ways, but for a common word in those that are quick.

    FTS5 gathers every text that holds a beginning of a word before the first comes out, whole words as they come.
    """
    whole = [way for way in ways if not way[-1].endswith("*")]
    if not whole or len(whole) == len(ways):
        return [_numbered(place, _matching(_fts_expression(ways), rings).subquery())]
    quick = _matching(_fts_expression(whole), rings).cte(f"whole_{place}")
    common = select(func.count()).select_from(quick).scalar_subquery() > MANY
    every = _matching(case((common, NOWHERE), else_=_fts_expression(ways)), rings).subquery()
    return [_numbered(place, quick).where(common), _numbered(place, every)]


def _numbered(place: int, hits: Any) -> Any:
    return select(literal(place).label("place"), hits.c.ticket)


def _matching(expression: Any, rings: tuple[str, ...]) -> Any:
    index = _fts()
    return (
        select(SearchRow.ticket_id.label("ticket"))
        .select_from(index)
        .join(SearchRow, SearchRow.id == index.c.rowid)
        .where(index.c.search_fts.op("MATCH")(expression), SearchRow.ring.in_(rings))
        .limit(MANY + 1)
    )


def _some_postgresql(place: int, ways: list[list[str]], rings: tuple[str, ...]) -> list[Any]:
    expression = cast(ts_of(ways), TSQUERY)
    ticket = func.balie_search_some(expression, cast(list(rings), ARRAY(Text)), MANY + 1).column_valued("ticket")
    return [select(literal(place).label("place"), ticket.label("ticket"))]


def holding(hits: Hits, rings: tuple[str, ...], organisation_id: Any, ticket_id: Any) -> list[Any]:
    """Return the conditions under which a request holds each of the common words, asked of one request at a time."""
    return [_holds(group, rings, organisation_id, ticket_id) for group in hits.common]


def _holds(ways: list[list[str]], rings: tuple[str, ...], organisation_id: Any, ticket_id: Any) -> Any:
    texts = select(SearchRow.id).where(
        SearchRow.organisation_id == organisation_id, SearchRow.ticket_id == ticket_id, SearchRow.ring.in_(rings)
    )
    if on_sqlite():
        return texts.where(_said(ways)).exists()
    vector = literal_column("search_row.vector", TSVECTOR)
    return texts.where(vector.op("@@")(cast(ts_of(ways), TSQUERY))).exists()


def _said(ways: list[list[str]]) -> Any:
    """Return the condition that the terms of one text hold what is asked: read from the row, which is there already."""
    terms = literal(" ").concat(SearchRow.terms).concat(" ")
    return or_(*(and_(*(func.instr(terms, _spelled(term)) > 0 for term in way)) for way in ways))


def _spelled(term: str) -> str:
    return f" {term[:-1]}" if term.endswith("*") else f" {term} "
