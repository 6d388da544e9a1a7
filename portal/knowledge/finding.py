"""Find articles by words: the same terms, and so the same forms and compounds, as requests are found by.

A search wants every word, the subject of a request about half of those that tell something. Words in a title weigh
more. It is one statement on both engines; there are some hundreds of articles, never more.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, cast, column, func, literal, literal_column, select, table, union_all
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from portal.search.queries import fts_of, on_sqlite, ts_of
from portal.search.words import LONGEST_QUERY, TERMS_IN_QUERY, query_groups, words
from tenants.context import Member
from tenants.database import db

from .audience import readable
from .models import Article, ArticleWords
from .queries import LISTED
from .rules import enough, telling

TITLE, REST = 3, 1
"""How much a word weighs in the title, and elsewhere."""

MOST = 50


def found(member: Member, query: str, limit: int = MOST) -> list[Any]:
    """Return the articles a member may read that hold every word of a query, the best first."""
    groups = query_groups(query)
    return _found(member, groups, len(groups), limit)


def matching(member: Member, subject: str, limit: int) -> list[Any]:
    """Return the articles a member may read that look like the subject of a request, the best first."""
    asked = telling(words(subject[:LONGEST_QUERY]))[:TERMS_IN_QUERY]
    groups = query_groups(" ".join(asked))
    return _found(member, groups, enough(len(groups)), limit)


def titles_found(query: str, limit: int) -> Any | None:
    """Select slug, titles and rank of the best articles, for who asks more in the same statement; None without words.

    Given with the statement: `member`, a membership's id.
    """
    groups = query_groups(query)
    if not groups:
        return None
    held = _held(groups)
    rank = func.row_number().over(order_by=_best(held)).label("rank")
    return _of(held, len(groups), Article.slug, Article.title_nl, Article.title_en, rank).limit(limit).subquery()


def _found(member: Member, groups: Sequence[Any], needed: int, limit: int) -> list[Any]:
    if not groups:
        return []
    held = _held(groups)
    statement = _of(held, needed, *LISTED).limit(limit)
    return list(db.session.execute(statement, {"member": member.membership_id}))


def _held(groups: Sequence[Any]) -> Any:
    """Select how many of the words each article holds, and how much these weigh."""
    parts = [_hits(place, ways) for place, ways in enumerate(groups)]
    hits = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()
    return (
        select(
            hits.c.article_id,
            func.count(hits.c.place.distinct()).label("held"),
            func.sum(case((hits.c.weight == TITLE, TITLE), else_=REST)).label("score"),
        )
        .group_by(hits.c.article_id)
        .subquery()
    )


def _of(held: Any, needed: int, *columns: Any) -> Any:
    found = readable(*columns).join(held, held.c.article_id == Article.id).where(held.c.held >= needed)
    return found.order_by(*_best(held))


def _best(held: Any) -> tuple[Any, ...]:
    return held.c.held.desc(), held.c.score.desc(), Article.changed_at.desc(), Article.slug


def _hits(place: int, ways: list[list[str]]) -> Any:
    """Select where one word stands, in any of its forms."""
    hit = select(literal(place).label("place"), ArticleWords.article_id, ArticleWords.weight)
    if on_sqlite():
        index = table("search_fts_article", column("rowid"), column("search_fts_article"))
        return hit.join(index, ArticleWords.id == index.c.rowid).where(
            index.c.search_fts_article.op("MATCH")(fts_of(ways))
        )
    vector = literal_column("article_words.vector", TSVECTOR)
    return hit.where(vector.op("@@")(cast(ts_of(ways), TSQUERY)))
