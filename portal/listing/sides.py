"""What stands around the list: the services to choose from, saved views, how much is unread, articles."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, bindparam, literal, null, select, union_all

from portal.catalogue.models import Service, Subscription
from portal.knowledge.finding import looked_for, titles_found
from portal.knowledge.wording import Named, named
from portal.news import queries as news
from portal.tickets.reading import how_many_unread
from tenants.context import Member
from tenants.reading import read

from .models import SavedView

ARTICLES = 3
"""So many articles at most stand beside the requests that a search found."""


@dataclass(frozen=True, slots=True)
class ServiceNamed:
    """A service as a choice."""

    slug: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class ViewKept:
    """A saved view."""

    slug: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands around the list."""

    services: list[ServiceNamed]
    views: list[ViewKept]
    unread: int
    news: int
    articles: list[Named]


def sides_of(member: Member, words: str = "") -> Sides:
    """Load what stands around the list, in one statement; of a search also a few articles that hold its words."""
    given = {"me": member.person_id, "account": member.account_id, "membership": member.membership_id}
    given |= news.asked_by(member)
    asked = looked_for(words)
    rows = list(read(_sides(asked.words, asked.sqlite), given | asked.given))
    return Sides(
        services=[ServiceNamed(row.slug, row.one, row.two) for row in rows if row.what == "service"],
        views=[ViewKept(row.slug, row.one, row.two) for row in rows if row.what == "view"],
        unread=next(row.place for row in rows if row.what == "unread"),
        news=next(row.place for row in rows if row.what == "news"),
        articles=[named(row.slug, row.one, row.two, words) for row in rows if row.what == "article"],
    )


@cache
def _sides(words: int, sqlite: bool) -> Any:
    services = select(
        literal("service").label("what"),
        Service.slug.label("slug"),
        Service.name_nl.label("one"),
        Service.name_en.label("two"),
        Service.place.label("place"),
    ).join(Subscription, Subscription.service_id == Service.id)
    views = select(literal("view"), SavedView.slug, SavedView.name, SavedView.query, SavedView.id).where(
        SavedView.membership_id == bindparam("membership", type_=Integer)
    )
    nothing = null().cast(Text)
    unread = select(literal("unread"), nothing, nothing, nothing, how_many_unread())
    told = select(literal("news"), nothing, nothing, nothing, news.count_unread())
    parts = [services, views, unread, told]
    if words:
        found = titles_found(words, sqlite, ARTICLES).c
        parts.append(select(literal("article"), found.slug, found.title_nl, found.title_en, found.rank))
    every = union_all(*parts).subquery()
    return select(every.c.what, every.c.slug, every.c.one, every.c.two, every.c.place).order_by(every.c.place)
