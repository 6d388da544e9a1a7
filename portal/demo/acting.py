"""Let the cast act: each story is filed and worked through the same verbs as the real thing, in the past."""

import hashlib
import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.outbox.models import Mail
from portal.tickets import duties, following, handling, rating
from portal.tickets.filing import file_question
from portal.tickets.lifecycle import Reason
from portal.tickets.queries import ticket_for
from portal.tickets.rules import end_of_day
from portal.web.text import written
from tenants.clock import at, now
from tenants.context import Member, member_for, open_at_desk
from tenants.database import db, write_transaction
from tenants.models import Account, Organisation
from tenants.scope import Scope, enter, inside

from .cast import PEOPLE
from .habits import VIEWS, keep_views, read_until
from .requests import STORIES
from .story import Act, Story


def act_all(stories: tuple[Story, ...] = STORIES) -> int:
    """Play all stories in the order in which things happened; return how many requests there are now."""
    players = Players()
    begin = now()
    numbers: dict[int, int] = {}
    for moment, place, act in _in_order(stories, begin):
        with at(moment):
            if act is None:
                numbers[place] = _file(players, stories[place], place)
            else:
                _play(players, stories[place], numbers[place], act, f"{place}-{act.after}")
    _let_time_pass(begin)
    _mails_of_the_past_are_gone(begin)
    read_until(begin, list(players.organisations.values()))
    for name, house, *_view in VIEWS:
        member = players.of(name, house)
        players.enter(member, house)
        keep_views(member, house, name)
    enter(None)
    return len(numbers)


def _in_order(stories: tuple[Story, ...], begin: datetime) -> Iterator[tuple[datetime, int, Act | None]]:
    def of(place: int, story: Story) -> Iterator[tuple[datetime, int, int, Act | None]]:
        filed = begin - timedelta(days=story.days)
        yield filed, place, 0, None
        for count, act in enumerate(story.acts, 1):
            yield filed + timedelta(hours=act.after), place, count, act

    merged = heapq.merge(*(of(place, story) for place, story in enumerate(stories)), key=lambda one: one[:3])
    return ((moment, place, act) for moment, place, _count, act in merged)


class Players:
    """Who acts: members by the first name the stories use."""

    def __init__(self) -> None:
        self.organisations = {row.key: row.id for row in db.session.execute(select(Organisation.key, Organisation.id))}
        self.accounts = {row.email: row.id for row in db.session.execute(select(Account.email, Account.id))}
        self.known: dict[tuple[str, str], Member] = {}

    def of(self, name: str, house: str) -> Member:
        """Return somebody of this house, or of the desk."""
        if (name, house) not in self.known:
            one = next(p for p in PEOPLE if p.first_name == name and p.house in (house.upper(), "NOVA"))
            organisation = self.organisations[one.house]
            with inside(organisation):
                member = member_for(self.accounts[one.email], organisation)
            if member is None:
                raise LookupError(f"{name} is no member of {house}")
            self.known[name, house] = member
        return self.known[name, house]

    def enter(self, member: Member, house: str) -> None:
        """Go where this member works on requests of a house."""
        organisation = self.organisations[house.upper()]
        if member.is_desk:
            open_at_desk(member, organisation)
        else:
            enter(Scope.of(organisation, member.account_id))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _file(players: Players, story: Story, place: int) -> int:
    member = players.of(story.filed_by, story.organisation)
    players.enter(member, story.organisation)
    note = written(story.note)
    with write_transaction():
        ticket = file_question(
            member,
            story.service,
            story.subject,
            note,
            key=_key(f"story {place}"),
            client_number=story.client_number,
            confidential=story.confidential,
        )
        return ticket.number


def _play(players: Players, story: Story, number: int, act: Act, name: str) -> None:
    member = players.of(act.who, story.organisation)
    players.enter(member, story.organisation)
    text, key = written(act.text), _key(name)
    with write_transaction():
        ticket = ticket_for(member, number, lock=True)
        match act.verb:
            case "takes":
                handling.take(member, ticket)
            case "assigns":
                handling.assign(member, ticket, players.of(act.reason, story.organisation).account_id)
            case "notes":
                handling.note(member, ticket, text, key)
            case "answers":
                handling.answer(member, ticket, text, key)
            case "asks":
                handling.postpone(member, ticket, text, end_of_day(now(), act.days), key)
            case "moves":
                handling.move(member, ticket, act.reason, text)
            case "resolves":
                handling.resolve(member, ticket, Reason(act.reason), text, key)
            case "replies":
                following.reply(member, ticket, text, key)
            case "solves":
                following.solve(member, ticket, text)
            case "withdraws":
                following.withdraw(member, ticket, text)
            case "reopens":
                following.reopen(member, ticket, text)
            case "rates":
                rating.rate(member, ticket, rating.opinion(act.verdict, act.reasons, act.text, ""))
            case "makes_good":
                owed = rating.follow_up_of(ticket)
                if owed is None:
                    raise LookupError(f"nothing to make good in {story.subject!r}")
                rating.answer_dissatisfaction(member, ticket, owed, text)
            case _:
                raise LookupError(act.verb)


def _let_time_pass(begin: datetime) -> None:
    with at(begin):
        enter(None)
        for duty in duties.DUTIES:
            duty()


def _mails_of_the_past_are_gone(begin: datetime) -> None:
    """Keep only the mails of the last day: the rest was read long ago."""
    with write_transaction():
        db.session.execute(
            update(Mail)
            .where(Mail.created_at < begin - timedelta(days=1))
            .values(sent_at=Mail.created_at, outcome="past"),
            execution_options={"synchronize_session": False},
        )
