"""The second layer of the wall, where rows are written by their columns: the session's rules hold there as well."""

from typing import Any

import pytest
from sqlalchemy import Integer, and_, bindparam, delete, exists, inspect, select, true, update
from sqlalchemy.exc import IntegrityError, PendingRollbackError
from sqlalchemy.orm import aliased

from portal.outbox.models import Mail
from portal.outbox.verbs import post
from portal.tickets.models import Entry, Ticket
from portal.tickets.once_models import Keyed
from tenants.clock import now
from tenants.database import NotWriting, db, write_transaction
from tenants.models import Person, Unit
from tenants.reading import columns_of
from tenants.scope import Scope, ScopeCrossed, ScopeMissing, enter, inside
from tenants.writing import add, add_all, add_unless_there, change, put
from tests.wall.markers import owned_classes

UNCHANGING = ("trail",)
EAST = {"name": "Oost"}
KEY = {"account_id": 1, "key": "samen", "result": 1, "at": now()}
EVERY_WAY = {
    "add": lambda: add(Unit, EAST),
    "add_all": lambda: add_all(Unit, [EAST]),
    "add_unless_there": lambda: add_unless_there(Keyed, KEY),
    "put": lambda: put(Keyed, [KEY], highest="result"),
    "change": lambda: change(update(Unit).values(name="Oost")),
}


def touched(model: Any, way: Any, owner: int) -> int:
    """Return how many rows of an owner a change touches that names them by their owner."""
    theirs = model.organisation_id == bindparam("owner", type_=Integer)
    return change(way(model).where(theirs), {"owner": owner}).rowcount


@pytest.mark.parametrize("way", EVERY_WAY)
def test_outside_the_write_transaction_nothing_is_written(home, way):
    with inside(home.linde), pytest.raises(NotWriting):
        EVERY_WAY[way]()


@pytest.mark.parametrize("way", EVERY_WAY)
@pytest.mark.parametrize("scope", ["none", "of no organisation", "of several"])
def test_outside_one_organisation_nothing_owned_is_written(home, way, scope):
    several = Scope(frozenset({home.linde, home.vechtdal}))
    enter({"none": None, "of no organisation": Scope(account_id=1), "of several": several}[scope])

    with write_transaction(), pytest.raises(ScopeMissing):
        EVERY_WAY[way]()


def test_a_row_belongs_to_the_organisation_in_scope(home, behind):
    before = behind.count("unit", home.linde)
    with inside(home.linde), write_transaction():
        assert add(Unit, EAST).organisation_id == home.linde
        add_all(Unit, [{"name": "West"}, {"name": "Noord", "organisation_id": home.linde}])

    assert behind.count("unit", home.linde) == before + 3


@pytest.mark.parametrize("writes", [add, lambda model, row: add_all(model, [EAST, row])])
def test_a_row_for_another_organisation_is_refused(home, writes):
    with inside(home.linde), write_transaction(), pytest.raises(ScopeCrossed):
        writes(Unit, {"name": "Oost", "organisation_id": home.vechtdal})


@pytest.mark.parametrize("way", [update, delete])
def test_a_change_touches_the_rows_in_scope_and_no_others(home, behind, way):
    def changed(model: Any) -> Any:
        return update(model).values(organisation_id=model.organisation_id) if way is update else delete(model)

    for model in owned_classes():
        if model.__tablename__ in UNCHANGING:
            continue
        with inside(home.linde), write_transaction():
            assert touched(model, changed, home.vechtdal) == 0, model
            if way is update:
                assert change(changed(model).where(true())).rowcount == behind.count(model.__tablename__, home.linde)


def test_a_change_that_was_built_once_follows_the_scope(home, behind):
    statement = update(Unit).values(name=Unit.name).returning(Unit.organisation_id)
    for house in (home.linde, home.vechtdal, home.linde):
        with inside(house), write_transaction():
            owners = change(statement).scalars().all()

        assert owners == [house] * behind.count("unit", house)


def test_a_change_that_looks_at_other_rows_is_refused(home):
    other = aliased(Ticket)
    looking = {
        "exists": exists().where(Entry.ticket_id == Ticket.id),
        "another class": Entry.ticket_id == Ticket.id,
        "an alias": and_(other.id == Ticket.id, other.number > 0),
        "in": Ticket.id.in_(select(Entry.ticket_id)),
        "a scalar": Ticket.id == select(Entry.ticket_id).limit(1).scalar_subquery(),
    }
    for name, condition in looking.items():
        with inside(home.linde), write_transaction(), pytest.raises(ScopeMissing):
            assert change(delete(Ticket).where(condition)), name
    with inside(home.linde), write_transaction(), pytest.raises(ScopeMissing):
        change(update(Unit).values(name=select(Person.name).limit(1).scalar_subquery()))


def test_what_was_added_reads_as_what_is_loaded(home):
    with inside(home.linde), write_transaction():
        ticket = db.session.scalars(select(Ticket).limit(1)).one()
        values = {"ticket_id": ticket.id, "number": 900, "event": "replied", "side": "customer", "detail": {"a": [1]}}
        added = add(Entry, values)
        loaded = db.session.execute(select(*columns_of(Entry)).where(Entry.id == added.id)).one()

    names = inspect(Entry).column_attrs.keys()
    assert {name: getattr(added, name) for name in names} == dict(zip(names, loaded, strict=True))


def test_what_was_added_can_only_be_read(home):
    with inside(home.linde), write_transaction():
        unit = add(Unit, EAST)
        with pytest.raises(AttributeError):
            unit.name = "West"


def test_what_the_session_holds_is_written_before(home):
    with inside(home.linde), write_transaction():
        person = db.session.scalars(select(Person).limit(1)).one()
        person.name = "Een Andere Naam"
        db.session.add(unit := Unit(name="Oost"))
        renamed = change(
            update(Person).where(Person.name == bindparam("was")).values(name="Weer Een Andere"), {"was": person.name}
        )
        moved = change(update(Unit).where(Unit.name == bindparam("was")).values(name="West"), {"was": unit.name})

    assert (renamed.rowcount, moved.rowcount) == (1, 1)


def test_after_a_write_that_failed_nothing_more_is_written(home):
    def fails_and_goes_on() -> None:
        with inside(home.linde), write_transaction():
            db.session.add(Unit(id=db.session.scalar(select(Unit.id).limit(1)), name="Oost"))
            with pytest.raises(IntegrityError):
                db.session.flush()
            add(Unit, EAST)

    with pytest.raises(PendingRollbackError):
        fails_and_goes_on()


def test_rows_of_nobody_are_written_in_any_scope_and_only_in_the_write_transaction(home, behind):
    with write_transaction():
        post("confirmation", home.linde, 1)
        assert change(delete(Mail).where(Mail.organisation_id == bindparam("owner")), {"owner": 0}).rowcount == 0
    with pytest.raises(NotWriting):
        post("confirmation", home.linde, 1)
    with pytest.raises(NotWriting):
        change(delete(Mail))
