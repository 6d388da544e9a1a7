"""The trail is never changed: the database refuses it on both engines, whoever asks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from portal.schema import APPLICATION
from portal.trail.models import Trail
from tenants.database import db, write_transaction
from tenants.scope import inside
from tests.engines import Sqlite
from tests.guards.behind import Behind

PLANTED = Path(__file__).parents[1] / "guards/planted"
CHANGES = ("update trail set action = 'ticket.never'", "delete from trail")


def changeable(connection: Any, organisation_id: int) -> list[str]:
    """Return each change to the trail that the database lets the application make."""
    postgresql = isinstance(connection, psycopg.Connection)
    found = []
    for change in CHANGES:
        connection.execute("savepoint tried")
        try:
            if postgresql:
                connection.execute("select set_config('balie.organisations', %s, true)", (f"{{{organisation_id}}}",))
            connection.execute(change)
        except (sqlite3.IntegrityError, psycopg.errors.RaiseException, psycopg.errors.InsufficientPrivilege):
            pass
        else:
            found.append(change)
        connection.execute("rollback to savepoint tried")
    return found


@pytest.fixture
def as_superuser(houses, engine) -> Iterator[Any]:
    """A connection that may do anything; nothing it does stays."""
    if isinstance(engine, Sqlite):
        with closing(sqlite3.connect(engine.path, isolation_level=None)) as connection:
            connection.execute("begin")
            yield connection
            connection.execute("rollback")
        return
    with psycopg.connect(Behind(engine).superuser) as connection:
        yield connection
        connection.rollback()


def test_no_change_of_the_trail_gets_through(as_superuser, houses):
    _becomes_the_application(as_superuser)

    assert changeable(as_superuser, houses.linde) == []


def test_not_even_a_superuser_changes_it_by_accident(as_superuser, houses):
    assert changeable(as_superuser, houses.linde) == []


def test_a_planted_trail_without_its_guard_is_found(as_superuser, houses):
    name = "open_trail.sqlite.sql" if isinstance(as_superuser, sqlite3.Connection) else "open_trail.postgresql.sql"
    for statement in (PLANTED / name).read_text().split(";"):
        if statement.strip():
            as_superuser.execute(statement)
    _becomes_the_application(as_superuser)

    assert changeable(as_superuser, houses.linde) == list(CHANGES)


def _becomes_the_application(connection: Any) -> None:
    if isinstance(connection, psycopg.Connection):
        connection.execute(f"set local role {APPLICATION}")


@pytest.mark.parametrize(
    "change",
    [lambda: update(Trail).values(action="ticket.never"), lambda: delete(Trail)],
    ids=["update", "delete"],
)
def test_no_statement_of_a_session_changes_the_trail(home, behind, change):
    before = behind.rows("select * from trail order by id")

    with inside(home.linde), pytest.raises(DBAPIError), write_transaction():
        db.session.execute(change(), execution_options={"synchronize_session": False})

    assert behind.rows("select * from trail order by id") == before


def test_no_loaded_row_of_the_trail_is_changed_or_removed(home, behind):
    before = behind.rows("select * from trail order by id")

    with inside(home.linde), pytest.raises(DBAPIError), write_transaction():
        db.session.scalars(select(Trail).where(Trail.account_id.is_not(None))).first().account_id = None
    with inside(home.linde), pytest.raises(DBAPIError), write_transaction():
        db.session.delete(db.session.scalars(select(Trail)).first())

    assert behind.rows("select * from trail order by id") == before


def test_everything_that_happened_left_a_row(home):
    with inside(home.linde):
        actions = set(db.session.scalars(select(Trail.action)))

    assert {"ticket.filed", "ticket.noted", "ticket.asked", "ticket.extended", "ticket.replied"} <= actions
    assert {"ticket.answered", "ticket.moved", "ticket.resolved", "ticket.rated"} <= actions


def test_the_trail_holds_no_words_that_people_wrote(home, behind):
    rows = behind.rows("select action, subject, detail from trail")

    # A domain is the name of an organisation, and nobody's text.
    assert not [
        row for row in rows if not row[0].startswith("domain.") and ("kwetsal" in str(row) or "lindewoord" in str(row))
    ]
