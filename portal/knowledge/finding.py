"""Find articles by words: the same terms, and so the same forms and compounds, as requests are found by.

A search wants every word, the subject of a request about half of those that tell something. Words in a title weigh
more. It is one statement on both engines; there are some hundreds of articles, never more. It is put together once
for each number of words, and given them: that costs more than finding.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Integer,
    Text,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from portal.search.queries import fts_of, on_sqlite, ts_of
from portal.search.words import LONGEST_QUERY, TERMS_IN_QUERY, query_groups, words
from tenants.context import Member
from tenants.reading import read

from .audience import readable
from .models import Article, ArticleWords
from .queries import LISTED
from .rules import enough, telling

TITLE, REST = 3, 1
"""How much a word weighs in the title, and elsewhere."""

MOST = 50


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for: how many words, on which engine, and the words themselves as a statement is given them."""

    words: int
    sqlite: bool
    given: dict[str, str]


def looked_for(query: str) -> Looked:
    """Return what a search asks for; no words when it holds none."""
    groups, sqlite = query_groups(query), on_sqlite()
    say = fts_of if sqlite else ts_of
    return Looked(len(groups), sqlite, {f"word{place}": say(ways) for place, ways in enumerate(groups)})


def found(member: Member, query: str, limit: int = MOST) -> list[Any]:
    """Return the articles a member may read that hold every word of a query, the best first."""
    asked = looked_for(query)
    return _found(member, asked, asked.words, limit)


def matching(member: Member, subject: str, limit: int) -> list[Any]:
    """Return the articles a member may read that look like the subject of a request, the best first."""
    asked = looked_for(" ".join(telling(words(subject[:LONGEST_QUERY]))[:TERMS_IN_QUERY]))
    return _found(member, asked, enough(asked.words), limit)


def titles_found(count: int, sqlite: bool, limit: int) -> Any:
    """Select slug, titles and rank of the best articles with so many words, for who asks more in the same statement.

    Given with it: `member`, a membership's id, and the words of `Looked`.
    """
    held = _held(count, sqlite)
    rank = func.row_number().over(order_by=_best(held)).label("rank")
    return _of(held, count, Article.slug, Article.title_nl, Article.title_en, rank).limit(limit).subquery()


def _found(member: Member, asked: Looked, needed: int, limit: int) -> list[Any]:
    if not asked.words:
        return []
    given = {"member": member.membership_id, "limit": limit, **asked.given}
    return list(read(_articles(asked.words, needed, asked.sqlite), given))


@cache
def _articles(count: int, needed: int, sqlite: bool) -> Any:
    return _of(_held(count, sqlite), needed, *LISTED).limit(bindparam("limit", type_=Integer))


def _held(count: int, sqlite: bool) -> Any:
    """Select how many of the words each article holds, and how much these weigh."""
    parts = [_hits(place, sqlite) for place in range(count)]
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


def _hits(place: int, sqlite: bool) -> Any:
    """Select where one word stands, in any of its forms."""
    hit = select(literal(place).label("place"), ArticleWords.article_id, ArticleWords.weight)
    word = bindparam(f"word{place}", type_=Text)
    if sqlite:
        index = table("search_fts_article", column("rowid"), column("search_fts_article"))
        return hit.join(index, ArticleWords.id == index.c.rowid).where(index.c.search_fts_article.op("MATCH")(word))
    vector = literal_column("article_words.vector", TSVECTOR)
    return hit.where(vector.op("@@")(cast(word, TSQUERY)))
