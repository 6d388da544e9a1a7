"""What is suggested while somebody types: the request with that number, requests, articles, services."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy import Integer, and_, bindparam, literal, select, union_all

from portal.catalogue.models import Service, Subscription
from portal.knowledge.finding import looked_for, titles_found
from portal.knowledge.wording import named as article_named
from portal.search.marking import finds, marked
from portal.search.queries import Hits, hits_of
from portal.tickets.lines import rows_shown
from portal.tickets.models import Ticket
from portal.tickets.queries import followed, listed, rings_for
from portal.tickets.sight import sight_of, visible
from portal.tickets.words import among
from portal.web.language import named
from tenants.context import Member
from tenants.database import db
from tenants.permissions import Action, Reach, permits
from tenants.reading import read

FEWEST = 2  # characters before anything is suggested
MOST = 5
ARTICLES = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way on: what it is called, what stands under it, where it leads."""

    href: str
    icon: str
    words: Markup | str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What there is for what was typed; only groups that hold something are shown."""

    asked: str = ""
    requests: list[Suggestion] = field(default_factory=list)
    articles: list[Suggestion] = field(default_factory=list)
    services: list[Suggestion] = field(default_factory=list)


def suggestions(member: Member, asked: str) -> Suggested:
    """Return what to suggest, all of it visible to `member`: three statements however much there is."""
    if len(asked) < FEWEST:
        return Suggested()
    number = _number_in(asked, member)
    rows = _requests(member, number, hits_of(asked, rings_for(member)))
    rows.sort(key=lambda row: row.number != number)
    lines = rows_shown(member, rows, asked)
    articles, services = _ways_on(member, asked)
    return Suggested(
        asked=asked,
        requests=[Suggestion(one.href, "inbox", one.subject, f"{one.reference} · {one.label.words}") for one in lines],
        articles=articles,
        services=services,
    )


def _number_in(asked: str, member: Member) -> int:
    key, _dash, number = asked.rpartition("-")
    if key.lower() not in ("", member.organisation_key) or not (number.isascii() and number.isdigit()):
        return 0
    return int(number) if len(number) < 10 else 0


def _requests(member: Member, number: int, hits: Hits | None) -> list[Any]:
    newest = [Ticket.updated_at.desc(), Ticket.number.desc()]
    # Each is looked for by itself: an "or" between them would keep both from their index.
    that_one = and_(
        Ticket.organisation_id == member.organisation_id, Ticket.number == bindparam("number", type_=Integer)
    )
    ways = [select(Ticket.id).where(that_one)]
    if hits:
        ways.append(select(_found(member, hits, newest).subquery().c.id))
    statement = listed(sight_of(member)).where(Ticket.id.in_(union_all(*ways)))
    # The request with that number comes first, whatever its age.
    statement = statement.order_by(that_one.desc(), *newest).limit(MOST)
    given = {"me": member.person_id, "account": member.account_id, "number": number}
    return list(db.session.execute(statement, given))


def _found(member: Member, hits: Hits, newest: list[Any]) -> Any:
    """Select the newest that hold the words."""
    sight = sight_of(member)
    near = [followed()] if sight.seen <= Reach.OWN else []
    mine = Ticket.organisation_id == member.organisation_id
    return select(Ticket.id).where(mine, visible(sight), *near, *among(hits, member)).order_by(*newest).limit(MOST)


def _ways_on(member: Member, asked: str) -> tuple[list[Suggestion], list[Suggestion]]:
    """Return the articles that hold the words, and the services whose names do: one statement."""
    looked = looked_for(asked)
    given = {"member": member.membership_id, **looked.given}
    rows = list(read(_articles_and_services(looked.words, looked.sqlite), given))
    articles = [article_named(row.slug, row.name_nl, row.name_en, asked) for row in rows if row.rank]
    services = [row for row in rows if not row.rank and finds(named(row, "name"), asked)]
    if not permits(member, Action.FILE_QUESTION):
        services = []
    return (
        [Suggestion(url_for("knowledge.show", slug=one.slug), "lightbulb", one.title) for one in articles],
        [
            Suggestion(url_for("tickets.ask_question", service=row.slug), row.icon, marked(named(row, "name"), asked))
            for row in services[:MOST]
        ],
    )


@cache
def _articles_and_services(words: int, sqlite: bool) -> Any:
    services = select(
        *(Service.slug, Service.icon, Service.name_nl, Service.name_en, Service.place, literal(0).label("rank"))
    ).join(Subscription, Subscription.service_id == Service.id)
    if not words:
        return services.order_by(Service.place)
    one = titles_found(words, sqlite, ARTICLES).c
    articles = select(one.slug, literal("lightbulb"), one.title_nl, one.title_en, one.rank, one.rank)
    every = union_all(services, articles).subquery()
    return select(every).order_by(every.c.place)
