"""Large made-up data for measuring and for trying a portal that has been in use for two years.

Repeatable: the same numbers give the same organisations, people and requests; only their times move with the
clock. Rows are written in bulk, but through the doors: inside each organisation's scope, as the role the
portal itself runs as, and every request went through the steps that the lifecycle allows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

from sqlalchemy import insert, select

from portal.catalogue.models import Department, Service, Subscription
from portal.schema import analyse
from portal.tickets.models import Counter, Entry
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Organisation, Person, Unit
from tenants.passwords import hash_password
from tenants.people import desk_people
from tenants.roles import Authorisation, Role
from tenants.scope import inside

from ..cast import PASSWORD
from ..loading import is_empty, load_cast
from .courses import Course, portions
from .files import Folder
from .grounds import House, Ids, Places, Someone
from .making import Maker
from .news import publish
from .phrases import FIRST_NAMES, HOUSE_KINDS, HOUSE_NAMES, LAST_NAMES, UNITS, Writer
from .plans import SPAN

MARK = "S"  # customer numbers of seeded organisations begin with it


class AlreadySeeded(RuntimeError):
    """This database holds seeded data; a second helping would not be repeatable."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was put into the database."""

    organisations: int
    accounts: int
    tickets: int
    entries: int


def seed(organisations: int = 200, accounts: int = 2000, tickets: int = 100_000, entries: int = 5) -> Seeded:
    """Fill the database; the cast comes first when nobody is here yet.

    `entries` is the average number of items on a timeline. Raises AlreadySeeded the second time.
    """
    if db.session.scalar(select(Organisation.id).where(Organisation.customer_number.like(f"{MARK}%")).limit(1)):
        raise AlreadySeeded("this database holds seeded data already")
    if is_empty():
        load_cast()
    chance = Random(4)
    writer = Writer(chance)
    places = _places()
    houses = _houses(chance, organisations, accounts, tickets)
    written = 0
    for house in houses:
        _furnish(chance, house, places)
        folder = Folder(house)
        for first, planned in portions(chance, house, entries):
            with inside(house.id), write_transaction() as session:
                maker = Maker(chance, house, places, session.connection())
                for number, plan in enumerate(planned, first):
                    Course(maker, writer, folder, number, plan).run()
                maker.write()
            written += len(maker.rows[Entry])
    publish(chance, houses)
    analyse()
    return Seeded(len(houses), sum(house.accounts for house in houses), sum(house.tickets for house in houses), written)


def _places() -> Places:
    services = list(db.session.scalars(select(Service.id).order_by(Service.place)))
    rows = db.session.execute(
        select(Department.id, Department.hours, Department.name_nl, Department.name_en).order_by(Department.place)
    )
    departments = [(row.id, row.hours, row.name_nl, row.name_en) for row in rows]
    leads = [Someone(*one) for one in desk_people(Role.LEAD)]
    agents = [Someone(*one) for one in desk_people(Role.AGENT)]
    if not (services and departments and agents and leads):
        raise LookupError("the seed needs services, departments, agents and a lead")
    return Places(services, departments, agents, leads)


def _houses(chance: Random, organisations: int, accounts: int, tickets: int) -> list[House]:
    """Make the organisations, not filled yet."""
    people = shares_of(organisations, accounts, least=1)
    filed = shares_of(organisations, tickets, least=0)
    names = _house_names(chance, organisations)
    with write_transaction() as session:
        connection = session.connection()
        ids = Ids(connection, Organisation)
        rows = [
            {
                "id": next(ids),
                "key": f"{name.split()[-1].upper()[:12]}{place}",
                "name": name,
                "customer_number": f"{MARK}{50_001 + place}",
                "is_service_organisation": False,
                "language": "nl",
            }
            for place, name in enumerate(names)
        ]
        connection.execute(insert(Organisation), rows)
    return [House(row["id"], row["key"], people[place], filed[place]) for place, row in enumerate(rows)]


def shares_of(organisations: int, total: int, least: int) -> list[int]:
    """Divide `total` over organisations, `least` at least for each: the first has a tenth, the next ever fewer.

    The parts add up to the total, or to more.
    """
    weights = [1 / (place + 2) ** 0.8 for place in range(organisations)]
    weights[0] = sum(weights[1:]) / 9 or 1.0
    spread = max(0, total - least * len(weights))
    reached = [round(spread * part / sum(weights)) for part in accumulate(weights)]
    return [least + upto - before for before, upto in zip([0, *reached], reached, strict=False)]


def _house_names(chance: Random, organisations: int) -> list[str]:
    every = [f"{kind} {name}" for kind in HOUSE_KINDS for name in HOUSE_NAMES]
    chance.shuffle(every)
    return [every[place % len(every)] for place in range(organisations)]


def _furnish(chance: Random, house: House, places: Places) -> None:
    """Give an organisation its services, units, people and the counter that goes on where the seed stops."""
    password_hash = _one_hash()
    with inside(house.id), write_transaction() as session:
        connection = session.connection()
        connection.execute(insert(Counter), [{"organisation_id": house.id, "last": house.tickets}])
        connection.execute(
            insert(Subscription),
            [{"organisation_id": house.id, "service_id": service} for service in places.services],
        )
        ids = Ids(connection, Unit)
        units = [{"id": next(ids), "organisation_id": house.id, "name": name} for name in UNITS]
        connection.execute(insert(Unit), units)
        accounts = _accounts(chance, house, Ids(connection, Account), password_hash)
        connection.execute(insert(Account), accounts)
        persons = _persons(house, accounts, Ids(connection, Person), [unit["id"] for unit in units])
        connection.execute(insert(Person), persons)
        memberships = _memberships(house, accounts, persons, Ids(connection, Membership))
        connection.execute(insert(Membership), memberships)
        house.people.extend(
            Someone(account["id"], account["name"], person["id"], membership["id"], person["personnel_number"])
            for account, person, membership in zip(accounts, persons, memberships, strict=True)
        )


_hashes: list[str] = []


def _one_hash() -> str:
    # A hash takes a third of a second, so everybody has the same one.
    if not _hashes:
        _hashes.append(hash_password(PASSWORD))
    return _hashes[0]


def _accounts(chance: Random, house: House, ids: Iterator[int], password_hash: str) -> list[dict[str, Any]]:
    made = []
    for place in range(house.accounts):
        name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
        made.append(
            {
                "id": next(ids),
                "email": f"p{place + 1}@{house.key.lower()}.example",
                "name": name,
                "password_hash": password_hash,
                "language": "en" if chance.random() < 0.1 and place else "nl",
            }
        )
    return made


def _persons(
    house: House, accounts: list[dict[str, Any]], ids: Iterator[int], units: list[int]
) -> list[dict[str, Any]]:
    """Place everybody in a unit; the second person manages the others of the first unit, and so on."""
    made: list[dict[str, Any]] = []
    for place, account in enumerate(accounts):
        boss = 1 + place % len(units)  # the places of the managers: 1 to as many as there are units
        made.append(
            {
                "id": next(ids),
                "organisation_id": house.id,
                "name": account["name"],
                "personnel_number": str(10_000 + place),
                "email": account["email"],
                "unit_id": units[place % len(units)],
                "manager_id": made[boss]["id"] if place > len(units) else None,
            }
        )
    return made


def _memberships(
    house: House, accounts: list[dict[str, Any]], persons: list[dict[str, Any]], ids: Iterator[int]
) -> list[dict[str, Any]]:
    return [
        {
            "id": next(ids),
            "organisation_id": house.id,
            "account_id": account["id"],
            "person_id": person["id"],
            "roles": _roles(place),
            "authorisations": _authorisations(place),
            "joined_at": now() - SPAN,
        }
        for place, (account, person) in enumerate(zip(accounts, persons, strict=True))
    ]


def _roles(place: int) -> frozenset[Role]:
    if place == 0:
        return frozenset({Role.EMPLOYEE, Role.PROFESSIONAL, Role.ADMIN})
    if place <= len(UNITS):
        return frozenset({Role.EMPLOYEE, Role.MANAGER})
    return frozenset({Role.EMPLOYEE, Role.PROFESSIONAL}) if place % 8 == 0 else frozenset({Role.EMPLOYEE})


def _authorisations(place: int) -> frozenset[Authorisation]:
    return frozenset({Authorisation.FILE_CHANGES, Authorisation.SEE_CONFIDENTIAL}) if place == 0 else frozenset()
