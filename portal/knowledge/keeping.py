"""What the keepers of the articles look at: all of them, what readers thought, and who can own one."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, bindparam, case, func, select, tuple_

from portal.catalogue.models import Service
from tenants.columns import Moment, Word
from tenants.context import Member, in_force
from tenants.guard import ask
from tenants.models import Membership, Organisation, Person
from tenants.organisations import all_organisations
from tenants.permissions import Action
from tenants.reading import read
from tenants.scope import Scope, inside

from .models import Article, ArticleOpinion, ArticleSolved
from .rules import State

PAGE = 25
MOST_REMARKS = 50


def written(member: Member, state: State | None = None, after: tuple[Any, str] | None = None) -> tuple[list[Any], bool]:
    """Return a page of the articles, the newest change first, with what readers thought, and whether more follows."""
    ask(member, Action.WRITE_ARTICLES)
    given: dict[str, Any] = {"limit": PAGE + 1}
    if state:
        given["state"] = state
    if after:
        given |= {"changed_at": after[0], "slug": after[1]}
    with _everywhere(member):
        rows = list(read(_written(bool(state), bool(after)), given))
    return rows[:PAGE], len(rows) > PAGE


def counts(member: Member, article_id: int) -> Any:
    """Return how many readers an article helped, how many not, and how often it made a request needless."""
    ask(member, Action.WRITE_ARTICLES)
    with _everywhere(member):
        return read(_counts(), {"article": article_id}).one()


def remarks(member: Member, article_id: int) -> Sequence[Any]:
    """Return what readers missed in an article, the newest first: what, when, of which organisation; no names."""
    ask(member, Action.WRITE_ARTICLES)
    with _everywhere(member):
        return read(_remarks(), {"article": article_id}).all()


def owners(member: Member) -> Sequence[Any]:
    """Return handle, account and name of who works for the service organisation, by name."""
    ask(member, Action.WRITE_ARTICLES)
    return read(_owners()).all()


def _everywhere(member: Member):
    """Enter what the readers of articles are of: all customers."""
    return inside(Scope(frozenset(all_organisations()), member.organisation_id, member.account_id))


def _counted(article_id: Any) -> tuple[Any, ...]:
    said = select(func.count()).where(ArticleOpinion.article_id == article_id)
    saved = select(func.count()).where(ArticleSolved.article_id == article_id)
    helped = select(func.coalesce(func.sum(case((ArticleOpinion.helped, 1), else_=0)), 0))
    return (
        helped.where(ArticleOpinion.article_id == article_id).scalar_subquery().label("helped"),
        said.where(~ArticleOpinion.helped).scalar_subquery().label("not_helped"),
        said.where(ArticleOpinion.missing != "").scalar_subquery().label("remarks"),
        saved.scalar_subquery().label("solved"),
    )


LISTED = (
    Article.slug,
    Article.state,
    Article.title_nl,
    Article.title_en,
    Article.changed_at,
    Article.owner_name,
    Article.review_on,
    Service.name_nl,
    Service.name_en,
)


@cache
def _written(by_state: bool, after: bool) -> Any:
    statement = (
        select(*LISTED, *_counted(Article.id))
        .outerjoin(Service, Service.id == Article.service_id)
        .order_by(Article.changed_at.desc(), Article.slug.desc())
        .limit(bindparam("limit", type_=Integer))
    )
    if by_state:
        statement = statement.where(Article.state == bindparam("state", type_=Word(State)))
    if after:
        last = tuple_(bindparam("changed_at", type_=Moment), bindparam("slug", type_=Text))
        statement = statement.where(tuple_(Article.changed_at, Article.slug) < last)
    return statement


@cache
def _counts() -> Any:
    return select(*_counted(bindparam("article", type_=Integer)))


@cache
def _remarks() -> Any:
    return (
        select(ArticleOpinion.missing, ArticleOpinion.said_at, Organisation.name.label("organisation"))
        .join(Organisation, Organisation.id == ArticleOpinion.organisation_id)
        .where(ArticleOpinion.article_id == bindparam("article", type_=Integer), ArticleOpinion.missing != "")
        .order_by(ArticleOpinion.said_at.desc())
        .limit(MOST_REMARKS)
    )


@cache
def _owners() -> Any:
    same = (Person.organisation_id == Membership.organisation_id) & (Person.id == Membership.person_id)
    return (
        select(Membership.handle, Membership.account_id, Person.name)
        .join(Person, same)
        .where(*in_force(Membership))
        .order_by(Person.name, Membership.id)
    )
