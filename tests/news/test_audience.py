"""For whom a broadcast is: the condition in SQL, asked from both sides, against the rule as one says it."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from portal.catalogue.models import Service, Subscription
from portal.news import addressees, publishing, queries
from portal.news.models import Broadcast
from portal.web.text import written
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.models import Organisation, Person, Unit
from tenants.organisations import all_organisations
from tenants.placed import people_here
from tenants.roles import TENANT_ROLES, Role
from tenants.scope import Scope, enter, inside
from tests.guards.acting import Acts

HOUSES = ("LINDE", "VECHTDAL", "EEMLAND")
SERVICES = {"LINDE": {"records", "planning"}, "VECHTDAL": {"planning"}, "EEMLAND": {"payroll"}}
TEXT = written("Een bericht.")


@dataclass(frozen=True)
class Aim:
    """Whom a broadcast is aimed at, in words."""

    by: str  # ruud, of the service organisation, or henk of De Linde
    roles: frozenset[Role] = frozenset()
    houses: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass
class World:
    """Everybody there is, and what things are called."""

    members: list[tuple[Member, str, str]] = field(default_factory=list)  # member, house, unit
    houses: dict[str, int] = field(default_factory=dict)
    services: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)


def is_for(aim: Aim, member: Member, house: str, unit: str) -> bool:
    """The rule, as one says it. Team A is a part of Noord."""
    if aim.by == "henk":
        if house != "LINDE":
            return False
        below = {"Noord": {"Noord", "Team A"}, "Zuid": {"Zuid"}, "Team A": {"Team A"}}
        if aim.units and not any(unit in below[name] for name in aim.units):
            return False
    else:
        if aim.houses and house not in aim.houses:
            return False
        if aim.services and not aim.services & SERVICES[house]:
            return False
    return not aim.roles or bool(aim.roles & member.roles)


def furnish() -> World:
    """Let the houses have different services, and Noord a part in which Karim works; return everybody."""
    world = World()
    world.houses = {row.key: row.id for row in db.session.execute(select(Organisation.key, Organisation.id))}
    world.services = {row.slug: row.id for row in db.session.execute(select(Service.slug, Service.id))}
    for house in HOUSES:
        with inside(world.houses[house]), write_transaction():
            db.session.execute(delete(Subscription))
            for slug in SERVICES[house]:
                db.session.add(Subscription(service_id=world.services[slug]))
            if house == "LINDE":
                noord = db.session.scalars(select(Unit).where(Unit.name == "Noord")).one()
                team = Unit(name="Team A", parent_id=noord.id)
                db.session.add(team)
                db.session.flush()
                db.session.execute(update(Person).where(Person.name == "Karim Bouali").values(unit_id=team.id))
        with inside(world.houses[house]):
            names = {row.id: row.name for row in db.session.execute(select(Unit.id, Unit.name))}
            if house == "LINDE":
                world.units = {name: unit_id for unit_id, name in names.items()}
            for one in people_here():
                if one.member is not None:
                    world.members.append((one.member, house, names.get(one.unit_id or 0, "")))
    return world


def publish(world: World, aim: Aim, key: str) -> tuple[Member, int, str]:
    acts = Acts("linde" if aim.by == "henk" else "nova")
    member = acts.players.of(aim.by, acts.house)
    enter(Scope.of(member.organisation_id, member.account_id))
    draft = publishing.Draft(
        title_nl="Titel",
        text_nl=TEXT,
        roles=aim.roles,
        organisations=frozenset(world.houses[name] for name in aim.houses),
        services=frozenset(world.services[name] for name in aim.services),
        units=frozenset(world.units[name] for name in aim.units),
    )
    with write_transaction():
        broadcast = publishing.write(member, draft, key)
        publishing.publish(member, broadcast)
        return member, broadcast.id, broadcast.code


some_roles = st.frozensets(st.sampled_from(sorted(TENANT_ROLES)), max_size=2)
aims = st.one_of(
    st.builds(
        Aim,
        by=st.just("ruud"),
        roles=some_roles,
        houses=st.frozensets(st.sampled_from(HOUSES), max_size=2),
        services=st.frozensets(st.sampled_from(["records", "planning", "payroll", "reports"]), max_size=2),
    ),
    st.builds(
        Aim, by=st.just("henk"), roles=some_roles, units=st.frozensets(st.sampled_from(["Noord", "Zuid", "Team A"]))
    ),
)


def test_who_reads_it_is_who_it_is_for_on_every_side(inside_app):
    world, count = furnish(), iter(range(10_000))

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(aim=aims)
    def holds(aim: Aim) -> None:
        publisher, broadcast_id, code = publish(world, aim, f"aim number {next(count)}")
        meant = {(house, member.name) for member, house, unit in world.members if is_for(aim, member, house, unit)}

        readers = set()
        for member, house, _unit in world.members:
            with inside(Scope.of(member.organisation_id, member.account_id)):
                mailed = queries.message_mailed(member, broadcast_id)
                listed = code in [row.code for row in queries.board(member)[0]]
                assert (mailed is not None) is listed
                if listed:
                    readers.add((house, member.name))
        assert readers == meant

        counted = addressees.counted(publisher, broadcast_id)
        assert (counted.people, counted.houses) == (len(meant), len({house for house, _name in meant}))
        receipts = [row.name for row in addressees.receipts(publisher, broadcast_id, read=False)]
        assert sorted(receipts) == sorted(name for _house, name in meant)
        by_house = {row.key: row.people for row in addressees.by_house(publisher, broadcast_id)}
        assert sum(by_house.values()) == len(meant)
        with inside(Scope.of(publisher.organisation_id)), write_transaction():
            publishing.withdraw(publisher, publishing.written_by(publisher, code))

    holds()
    assert next(count) > 20


def test_nobody_reads_what_is_a_draft_or_has_not_begun_or_is_over(inside_app, noon, later):
    world = furnish()
    _publisher, _id, code = publish(world, Aim("ruud"), "a key of its own")
    bram = next(member for member, _house, _unit in world.members if member.name == "Bram Kuipers")

    def reads() -> bool:
        with inside(Scope.of(bram.organisation_id)):
            return db.session.scalar(select(queries.count_unread()), queries.asked_by(bram)) == 1

    def change(**values: object) -> None:
        enter(Scope(frozenset(all_organisations())))
        with write_transaction():
            db.session.execute(update(Broadcast).where(Broadcast.code == code).values(**values))
        enter(None)

    assert reads()
    change(released_at=None)
    assert not reads()
    with later(days=1):
        change(released_at=noon, starts_at=noon)
        assert reads()
        change(ends_at=noon)
        assert not reads()
    with later(hours=-1):
        assert not reads()
