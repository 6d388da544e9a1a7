"""The articles a member may read: on their shelves, and one of them."""

from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, select

from portal.catalogue.models import Service
from tenants.context import Member
from tenants.errors import NotFound
from tenants.reading import read

from .audience import readable
from .models import Article, ArticleOpinion
from .rules import is_slug

MOST = 300
"""So many articles at most stand on the page of all of them; who looks for another one searches."""

LISTED = (
    Article.slug,
    Article.title_nl,
    Article.title_en,
    Article.summary_nl,
    Article.summary_en,
    Article.changed_at,
)
SHELF = (Service.slug.label("service"), Service.name_nl, Service.name_en, Service.icon)


def shelves(member: Member) -> list[Any]:
    """Return the articles a member may read by service, those of none first, the newest change first."""
    return list(read(_shelves(), {"member": member.membership_id, "limit": MOST}))


@cache
def _shelves() -> Any:
    return (
        readable(*LISTED, *SHELF)
        .outerjoin(Service, Service.id == Article.service_id)
        .order_by(Service.place.asc().nulls_first(), Service.id, Article.changed_at.desc(), Article.slug)
        .limit(bindparam("limit", type_=Integer))
    )


def article_for(member: Member, slug: str) -> Any:
    """Return the columns of one article with what this member thought of it, an archived one too.

    Raises NotFound when it is not for them.
    """
    row = read(_article(), {"member": member.membership_id, "slug": slug}).first() if is_slug(slug) else None
    if row is None:
        raise NotFound
    return row


@cache
def _article() -> Any:
    mine = and_(
        ArticleOpinion.article_id == Article.id, ArticleOpinion.membership_id == bindparam("member", type_=Integer)
    )
    return (
        readable(
            *(Article.id, Article.state, Article.successor_id, *LISTED, Article.html_nl, Article.html_en, *SHELF),
            *(ArticleOpinion.helped, ArticleOpinion.missing),
            archived=True,
        )
        .outerjoin(Service, Service.id == Article.service_id)
        .outerjoin(ArticleOpinion, mine)
        .where(Article.slug == bindparam("slug", type_=Text))
    )


def successor_of(member: Member, article: Any) -> Any | None:
    """Return what took the place of an archived article, when this member may read it."""
    if article.successor_id is None:
        return None
    return read(_successor(), {"member": member.membership_id, "successor": article.successor_id}).first()


@cache
def _successor() -> Any:
    return readable(*LISTED).where(Article.id == bindparam("successor", type_=Integer))


def names() -> list[Any]:
    """Return id, slug and titles of all articles, for who chooses one that takes the place of another."""
    listed = select(Article.id, Article.slug, Article.title_nl, Article.title_en)
    return list(read(listed.order_by(Article.title_nl, Article.slug).limit(MOST)))
