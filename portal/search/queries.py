"""Find the requests in which a query occurs, among the rings a member may read."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, cast, column, func, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from tenants.database import db
from tenants.scope import scope_of

from .models import SearchRow
from .words import query_groups


def matching(query: str, rings: Iterable[str]) -> Any:
    """Return the select of the ids of requests in which every word of `query` occurs, each in some text.

    None when the query holds no word. The ids are of the organisations in scope only; what of them the
    member may see is for `visible_to` to say.
    """
    groups = query_groups(query)
    if not groups:
        return None
    found = _sqlite if db.session().get_bind().dialect.name == "sqlite" else _postgresql
    chosen = [found(ways, tuple(rings)) for ways in groups]
    first, *others = chosen
    return first.where(and_(*(SearchRow.ticket_id.in_(other) for other in others))) if others else first


def _sqlite(ways: list[list[str]], rings: tuple[str, ...]) -> Any:
    index = table("search_fts", column("rowid"), column("search_fts"))
    expression = " OR ".join("(" + " AND ".join(map(_fts_term, way)) + ")" for way in ways)
    scope = scope_of(db.session())
    if scope is not None and scope.home is not None:
        expression = f'"o{scope.home}" AND ({expression})'
    hits = select(index.c.rowid).where(index.c.search_fts.op("MATCH")(expression))
    return select(SearchRow.ticket_id).where(SearchRow.id.in_(hits), SearchRow.ring.in_(rings))


def _fts_term(term: str) -> str:
    # Terms hold letters and digits only, quoted all the same: nothing of the query is an operator.
    return f'"{term[:-1]}" *' if term.endswith("*") else f'"{term}"'


def _postgresql(ways: list[list[str]], rings: tuple[str, ...]) -> Any:
    expression = " | ".join(
        "(" + " & ".join(f"{term[:-1]}:*" if term.endswith("*") else term for term in way) + ")" for way in ways
    )
    hits = select(func.balie_search(cast(expression, TSQUERY)).column_valued("hit"))
    return select(SearchRow.ticket_id).where(SearchRow.id.in_(hits), SearchRow.ring.in_(rings))
