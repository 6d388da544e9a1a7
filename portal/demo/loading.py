"""Fill an empty database with the cast, the catalogue and their requests."""

from datetime import timedelta

from sqlalchemy import select

from portal.catalogue.models import Department, Service, Subscription
from portal.tickets.models import Counter
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Account, Domain, Membership, Organisation, Person, Unit
from tenants.passwords import hash_password
from tenants.scope import home, inside

from .cast import DEPARTMENTS, HOUSES, PASSWORD, PEOPLE, SERVICES, House, Somebody
from .desk_hours import load_contact


def is_empty() -> bool:
    """Say whether nobody is here yet."""
    return db.session.scalar(select(Organisation.id).limit(1)) is None


def load_cast(password: str = PASSWORD) -> None:
    """Add the catalogue, the organisations and their people; everybody's password is the demo's."""
    password_hash = hash_password(password)
    with write_transaction():
        services = _catalogue()
        load_contact()
        houses = {house.key: _house(house) for house in HOUSES}
        db.session.flush()
        accounts = _accounts(password_hash)
        for house in HOUSES:
            with inside(houses[house.key].id):
                _furnish(house, services)
                _people(house, accounts)


def _catalogue() -> dict[str, int]:
    for place, (slug, name_nl, name_en, icon) in enumerate(SERVICES):
        db.session.add(Service(slug=slug, name_nl=name_nl, name_en=name_en, icon=icon, place=place))
    for place, (slug, name_nl, name_en, hours, outlook, said_nl, said_en) in enumerate(DEPARTMENTS):
        db.session.add(
            Department(
                slug=slug,
                name_nl=name_nl,
                name_en=name_en,
                sentence_nl=said_nl,
                sentence_en=said_en,
                hours=hours,
                outlook=outlook,
                place=place,
            )
        )
    db.session.flush()
    return {row.slug: row.id for row in db.session.execute(select(Service.slug, Service.id))}


def _house(house: House) -> Organisation:
    organisation = Organisation(
        key=house.key,
        name=house.name,
        customer_number=house.customer_number,
        is_service_organisation=house.is_service_organisation,
        employees_report=house.employees_report,
    )
    db.session.add(organisation)
    return organisation


def _accounts(password_hash: str) -> dict[str, int]:
    made: dict[str, Account] = {}
    for one in PEOPLE:
        if one.email and one.email not in made:
            made[one.email] = Account(
                email=one.email,
                name=one.name,
                password_hash=None if one.invited else password_hash,
                language="en" if one.first_name == "dewi" else "nl",
            )
    db.session.add_all(made.values())
    db.session.flush()
    return {email: account.id for email, account in made.items()}


def _furnish(house: House, services: dict[str, int]) -> None:
    db.session.add(Counter(last=0))
    for name in house.units:
        db.session.add(Unit(name=name))
    for name in house.domains:
        db.session.add(Domain(organisation_id=home(), name=name))
    for slug in house.services:
        db.session.add(Subscription(service_id=services[slug]))
    db.session.flush()


def _people(house: House, accounts: dict[str, int]) -> None:
    units = {row.name: row.id for row in db.session.execute(select(Unit.name, Unit.id))}
    there: dict[str, Person] = {}
    ordered = sorted((one for one in PEOPLE if one.house == house.key), key=lambda one: bool(one.manager))
    for one in ordered:
        person = Person(
            name=one.name,
            email=one.email,
            personnel_number=one.number,
            unit_id=units.get(one.unit),
            manager_id=there[one.manager].id if one.manager else None,
        )
        db.session.add(person)
        db.session.flush()
        there[one.name] = person
        if one.email:
            db.session.add(_membership(one, person.id, accounts[one.email]))
    db.session.flush()


def _membership(one: Somebody, person_id: int, account_id: int) -> Membership:
    return Membership(
        person_id=person_id,
        account_id=account_id,
        roles=frozenset(one.roles),
        authorisations=frozenset(one.authorisations),
        invited_at=now() - timedelta(days=2) if one.invited else None,
        joined_at=None if one.invited else now() - timedelta(days=400),
    )
