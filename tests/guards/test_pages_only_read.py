"""Opening a page changes nothing: no address that a mail scanner, a prefetch or a picture tag opens does anything."""

import pytest
from sqlalchemy import delete, insert, select, update

from tenants.database import NotWriting, db, write_transaction
from tenants.models import Account, Organisation, Unit
from tenants.scope import inside
from tests.guards.behind import Behind
from tests.guards.planted import writing_page
from tests.guards.twin import twin_of
from tests.guards.walking import Walks, walk_one
from tests.players import Player, somebody


def test_no_page_of_anybody_writes(walks):
    assert walks.wrote == []
    assert walks.changed == []


def test_a_planted_page_that_writes_is_found(demo, demo_engine):
    with twin_of(demo, writing_page.blueprint) as twin:
        found = Walks(twin)
        walk_one(found, Behind(demo_engine), "employee", Player(twin, somebody("bram")), ("/planted/seen",))

    assert found.wrote == ["employee opens /planted/seen: update account set"]
    assert found.changed == ["employee: table account"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: db.session.execute(update(Account).values(theme="dark")),
        lambda: db.session.execute(delete(Account)),
        lambda: db.session.execute(insert(Organisation).values(key="NIEUW", name="Nieuw")),
        lambda: (db.session.add(Unit(name="Oost")), db.session.commit()),
        lambda: (db.session.delete(db.session.scalars(select(Unit)).first()), db.session.flush()),
        lambda: (setattr(db.session.scalars(select(Unit)).first(), "name", "Oost"), db.session.flush()),
    ],
    ids=["update", "delete", "insert", "new row", "removed row", "changed row"],
)
def test_nothing_is_written_outside_a_write_transaction(inside_app, change):
    with inside(2):
        db.session.rollback()
        with pytest.raises(NotWriting):
            change()
        db.session.rollback()


def test_a_web_request_has_one_write_transaction(inside_app):
    with write_transaction(), pytest.raises(RuntimeError), write_transaction():
        pass
