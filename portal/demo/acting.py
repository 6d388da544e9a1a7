"""Let the cast act: each story is filed and worked through the same verbs as the real thing, in the past."""

import hashlib
import heapq
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import starmap

from sqlalchemy import select, update

from portal.outbox.models import Mail
from portal.tickets import concerned, duties, following, handling, rating, ticking
from portal.tickets.filing import Filing, file_request
from portal.tickets.lifecycle import Reason
from portal.tickets.queries import ticket_for
from portal.tickets.rules import ZONE, end_of_day
from portal.web.text import written
from tenants.clock import at, now
from tenants.context import Member, member_for, open_at_desk
from tenants.database import db, write_transaction
from tenants.models import Account, Organisation, Person
from tenants.scope import Scope, enter, inside

from . import colleagues, sent_along
from .applied import apply_for_an_organisation
from .articles import explain_all
from .begun import begin_a_change
from .cast import PEOPLE
from .habits import VIEWS, keep_views, read_until
from .hours import timetable, working_day
from .kinds import filled_in
from .mailed import mail_comes_in
from .news import publish_all
from .stories import STORIES
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
    samira = players.of("samira", "linde")
    players.enter(samira, "linde")
    begin_a_change(samira)
    _let_time_pass(begin)
    publish_all(players)
    explain_all(players)
    enter(None)
    with at(begin - timedelta(hours=3)):
        apply_for_an_organisation()
        mail_comes_in()
    _mails_of_the_past_are_gone(begin)
    read_until(begin, list(players.organisations.values()))
    for name, house, *_view in VIEWS:
        member = players.of(name, house)
        players.enter(member, house)
        keep_views(member, house, name)
    enter(None)
    with at(begin):
        colleagues.come()
    return len(numbers)


def _in_order(stories: tuple[Story, ...], begin: datetime) -> Iterator[tuple[datetime, int, Act | None]]:
    def of(place: int, moments: list[datetime]) -> Iterator[tuple[datetime, int, int, Act | None]]:
        acts = (None, *stories[place].acts)
        for count, (moment, act) in enumerate(zip(moments, acts, strict=True)):
            yield moment, place, count, act

    merged = heapq.merge(*starmap(of, enumerate(timetable(stories, begin))), key=lambda one: one[:3])
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
    kind, answers = filled_in(story)
    shown = "i_see" if "i_see" in answers else "note"
    if shown in answers:
        answers = {**answers, shown: sent_along.named_in(story.subject, 0, str(answers[shown]))}
    people = replace(story.people, watchers=_called(players, story))
    filing = Filing(kind, story.service, answers, confidential=story.confidential, people=people)
    files = sent_along.received(member.organisation_id, story.subject, 0)
    with write_transaction():
        ids = sent_along.staged(member, files)
        return file_request(member, filing, key=_key(f"story {place}"), files=ids).number


def _called(players: Players, story: Story) -> tuple[str, ...]:
    """Return what forms call the colleagues who follow a request from the start."""
    ids = [players.of(name, story.organisation).person_id for name in story.watchers]
    players.enter(players.of(story.filed_by, story.organisation), story.organisation)
    return tuple(db.session.scalars(select(Person.public_id).where(Person.id.in_(ids)))) if ids else ()


def _play(players: Players, story: Story, number: int, act: Act, name: str) -> None:
    member = players.of(act.who, story.organisation)
    players.enter(member, story.organisation)
    nth = story.acts.index(act) + 1
    text, key = written(sent_along.named_in(story.subject, nth, act.text)), _key(name)
    files = sent_along.received(players.organisations[story.organisation.upper()], story.subject, nth)
    with write_transaction():
        text = text.with_files(sent_along.staged(member, files))
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
            case "takes_over":
                concerned.take_over(member, ticket)
            case "objects":
                concerned.object_to(member, ticket, text, key)
            case "ticks":
                ticking.tick(member, ticket, int(act.reason), done=True)
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
    """Keep only the mails of the last day on which the desk worked: the rest was read long ago."""
    day = working_day((begin - timedelta(days=1)).astimezone(ZONE).date())
    since = datetime.combine(day, time(0), tzinfo=ZONE)
    with write_transaction():
        db.session.execute(
            update(Mail).where(Mail.created_at < since).values(sent_at=Mail.created_at, outcome="past"),
            execution_options={"synchronize_session": False},
        )
