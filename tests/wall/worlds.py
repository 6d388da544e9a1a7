"""Made-up worlds: a directory with people, deputies and requests, and how far these lie by the words of the policy."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from hypothesis import strategies as st
from sqlalchemy import select

from portal.catalogue.models import Department, Service
from portal.catalogue.rules import Kind
from portal.tickets.behalf import Company, Line
from portal.tickets.finding import Found
from portal.tickets.models import Participant, Ticket
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Account, Deputy, Membership, Organisation, Person, Unit
from tenants.permissions import Reach
from tenants.roles import Authorisation, Role
from tenants.scope import Scope, enter

_serial = count()
PEOPLE, UNITS = 5, 2


@dataclass(frozen=True)
class Somebody:
    """A person of a made-up directory: whom they report to, where they work, and what they are."""

    manager: int | None
    unit: int | None
    roles: frozenset[Role]
    authorised: bool
    account: bool
    by_name: Authorisation | None = None


@dataclass(frozen=True)
class Asked:
    """A made-up request."""

    by: int
    for_: int
    followers: frozenset[int]
    confidential: bool


@dataclass(frozen=True)
class StandsIn:
    """Who stands in for whom, and how many days ago that began; each lasts three days."""

    deputy: int
    absent: int
    ago: int

    @property
    def now(self) -> bool:
        return 0 <= self.ago < 3


@dataclass(frozen=True)
class World:
    """An organisation with its people and requests."""

    people: list[Somebody]
    requests: list[Asked]
    employees_see: Reach
    managers_see: Reach
    deputies: tuple[StandsIn, ...] = ()


places = st.integers(0, PEOPLE - 1)
somebody = st.builds(
    Somebody,
    manager=st.none() | places,
    unit=st.none() | st.integers(0, UNITS - 1),
    roles=st.frozensets(st.sampled_from([Role.MANAGER, Role.PROFESSIONAL, Role.ADMIN]), max_size=2).map(
        lambda more: more | {Role.EMPLOYEE}
    ),
    authorised=st.booleans(),
    account=st.booleans() | st.just(True),
    by_name=st.none() | st.none() | st.sampled_from([Authorisation.SEE_UNIT, Authorisation.SEE_ALL]),
)
asked = st.builds(
    Asked, by=places, for_=places, followers=st.frozensets(places, max_size=2), confidential=st.booleans()
)
stands_in = st.builds(StandsIn, deputy=places, absent=places, ago=st.sampled_from([1, 1, 1, -1, 3]))
sights = st.sampled_from([Reach.OWN, Reach.TEAM, Reach.UNIT, Reach.ORGANISATION])
worlds = st.builds(
    World,
    people=st.lists(somebody, min_size=PEOPLE, max_size=PEOPLE),
    requests=st.lists(asked, min_size=1, max_size=4),
    employees_see=sights,
    managers_see=sights,
    deputies=st.lists(stands_in, max_size=2).map(tuple),
)


def policy_distance(world: World, asked: Asked, who: int) -> Reach:
    """Say how far a request lies from a person, in the words of the policy."""
    parties = {asked.by, asked.for_}
    if who in parties:
        return Reach.PARTY
    if who in asked.followers:
        return Reach.OWN
    bosses = {who} | {
        one.absent for one in world.deputies if one.deputy == who and one.now and world.people[who].account
    }
    if any(bosses & _above(world, party) for party in parties):
        return Reach.TEAM
    unit = world.people[who].unit
    if unit is not None and unit in {world.people[party].unit for party in parties}:
        return Reach.UNIT
    return Reach.ORGANISATION


def _above(world: World, who: int) -> set[int]:
    above: set[int] = set()
    boss = world.people[who].manager
    while boss is not None and boss not in above:
        above.add(boss)
        boss = world.people[boss].manager
    return above


@contextmanager
def built(world: World) -> Iterator[tuple[list[int], list[Ticket]]]:
    """Let a world exist for the length of the block; give its persons' ids and its requests."""
    with suppress(_Over), write_transaction():
        serial = next(_serial)
        home = Organisation(
            key=f"W{serial}",
            name="Wereld",
            employees_see=int(world.employees_see),
            managers_see=int(world.managers_see),
        )
        db.session.add(home)
        db.session.flush()
        enter(Scope.of(home.id))
        people = _people(world, serial)
        yield people, _requests(world, people)
        raise _Over
    enter(None)


def company_of(people: list[int], one: Asked, named: frozenset[int]) -> Company:
    """Return the people of a request as the form knows them: some on its list, the others watching."""
    lines = tuple(Line(people[who], f"Mens {who}", str(who)) for who in sorted(named))
    others = one.followers - named
    watchers = tuple(Found(people[who], "", f"Mens {who}", "", True) for who in sorted(others))
    return Company(people[one.for_], "", lines, watchers)


class _Over(Exception):
    """The world is rolled back."""


def _people(world: World, serial: int) -> list[int]:
    units = [Unit(name=f"Afdeling {place}") for place in range(UNITS)]
    db.session.add_all(units)
    db.session.flush()
    persons = [
        Person(name=f"Mens {place}", unit_id=None if one.unit is None else units[one.unit].id)
        for place, one in enumerate(world.people)
    ]
    db.session.add_all(persons)
    db.session.flush()
    for one, person in zip(world.people, persons, strict=True):
        person.manager_id = None if one.manager is None else persons[one.manager].id
        if one.account:
            account = Account(email=f"{person.id}.{serial}@wereld.example", name=person.name)
            db.session.add(account)
            db.session.flush()
            given = {Authorisation.SEE_CONFIDENTIAL} if one.authorised else set()
            given |= {one.by_name} if one.by_name else set()
            db.session.add(
                Membership(
                    person_id=person.id,
                    account_id=account.id,
                    roles=one.roles,
                    authorisations=frozenset(given),
                    joined_at=now(),
                )
            )
    db.session.flush()
    _deputies(world, persons)
    return [person.id for person in persons]


def _deputies(world: World, persons: list[Person]) -> None:
    for one in world.deputies:
        account = db.session.scalar(select(Membership.account_id).where(Membership.person_id == persons[one.deputy].id))
        if account is None:
            continue  # who cannot sign in stands in for nobody
        began = now() - timedelta(days=one.ago)
        times = {"starts_at": began, "ends_at": began + timedelta(days=3)}
        people = {"person_id": persons[one.deputy].id, "absent_id": persons[one.absent].id}
        db.session.add(Deputy(account_id=account, **people, **times))
    db.session.flush()


def _requests(world: World, people: list[int]) -> list[Ticket]:
    service, department = db.session.scalar(select(Service.id)), db.session.scalar(select(Department.id))
    tickets = [
        Ticket(
            number=number,
            kind=Kind.QUESTION,
            service_id=service,
            department_id=department,
            subject=f"Vraag {number}",
            confidential=one.confidential,
            filed_by_id=people[one.by],
            filed_by_name="",
            filed_for_id=people[one.for_],
            filed_for_name="",
        )
        for number, one in enumerate(world.requests)
    ]
    db.session.add_all(tickets)
    db.session.flush()
    for ticket, one in zip(tickets, world.requests, strict=True):
        for follower in one.followers | {one.by}:
            db.session.add(Participant(ticket_id=ticket.id, person_id=people[follower]))
    db.session.flush()
    return tickets
