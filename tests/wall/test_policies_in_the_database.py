"""The third layer of the wall: PostgreSQL itself gives a foreign row to nobody, whatever the session layer does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from portal.schema import APPLICATION, MAINTENANCE, OWNER
from tenants.database import db
from tests.guards.behind import Behind, plain
from tests.wall.markers import owned_classes

PLANTED = Path(__file__).parents[1] / "guards/planted"

COMMANDS = {"r": "select", "a": "insert", "w": "update", "d": "delete"}

UNOWNED = {"assignment", "domain", "mail", "provider_visit"}
"""The desk reads which organisations an agent handles, the worker which mails are due, and who comes is known by the
domain of their address; all before any scope."""


def unguarded_tables(connection: psycopg.Connection) -> list[str]:
    """Return each table with organisations in it that some command reaches without a policy."""
    tables = connection.execute(
        """
        select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner)
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          and a.attname = 'organisation_id' and not a.attisdropped
        order by c.relname
        """
    ).fetchall()
    found = []
    for oid, name, enabled, forced, owner in tables:
        if name in UNOWNED:
            continue
        if not enabled or not forced:
            found.append(f"{name}: row-level security is not enabled and forced")
        if owner == APPLICATION:
            found.append(f"{name}: owned by the application role")
        policies = connection.execute("select polcmd from pg_policy where polrelid = %s", (oid,)).fetchall()
        commands = {command for (command,) in policies}
        if "*" not in commands:
            found.extend(f"{name}: no policy for {word}" for mark, word in COMMANDS.items() if mark not in commands)
    return found


def reached(connection: psycopg.Connection, home: int, foreign: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return each table in which the application role, told it is in `home`, reads or writes foreign rows."""
    found = []
    for table, rows in foreign.items():
        owner = rows[0]["organisation_id"]
        seen = _one(connection, home, f"select count(*) from {table} where organisation_id = {owner}")
        if seen:
            found.append(f"{table}: {seen} foreign rows are read")
        others = _one(connection, home, f"select count(*) from {table} where organisation_id <> {home}")
        if others:
            found.append(f"{table}: {others} rows outside the organisation are read")
        if not _refused(connection, home, *_insert(table, rows[0])):
            found.append(f"{table}: a foreign row is inserted")
        if not _refused(connection, home, f"update {table} set organisation_id = {owner}", ()):
            found.append(f"{table}: a row is moved to the other organisation")
        for change in (f"update {table} set organisation_id = {owner}", f"delete from {table}"):
            touched = _touched(connection, home, f"{change} where organisation_id = {owner}")
            if touched:
                found.append(f"{table}: {touched} foreign rows are changed by {change.split()[0]}")
    return found


def _within(connection: psycopg.Connection, home: int | None) -> None:
    connection.execute(
        "select set_config('balie.organisations', %s, true), set_config('balie.account', '0', true)",
        (f"{{{home}}}" if home else "{}",),
    )


def _one(connection: psycopg.Connection, home: int | None, statement: str) -> int:
    with connection.transaction(force_rollback=True):
        _within(connection, home)
        return connection.execute(statement).fetchone()[0]


def _touched(connection: psycopg.Connection, home: int, statement: str) -> int:
    try:
        with connection.transaction(force_rollback=True):
            _within(connection, home)
            return connection.execute(statement).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return 0
    except psycopg.errors.ForeignKeyViolation:
        return 1  # the policy let it through, and only a row that refers to it stood in the way


def _refused(connection: psycopg.Connection, home: int, statement: str, values: tuple[Any, ...]) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            _within(connection, home)
            connection.execute(statement, values)
    except psycopg.errors.InsufficientPrivilege:
        return True
    except psycopg.Error:
        return False
    return False


def _insert(table: str, row: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    names = ", ".join(f'"{name}"' for name in row)
    return f"insert into {table} ({names}) values ({', '.join(['%s'] * len(row))})", tuple(row.values())


@pytest.fixture
def as_application(houses, engine) -> Iterator[psycopg.Connection]:
    """A connection of the application role with nothing of SQLAlchemy or Balie around it."""
    with psycopg.connect(plain(engine.url), autocommit=True) as connection:
        yield connection


@pytest.fixture
def as_maintenance(app, engine) -> Iterator[psycopg.Connection]:
    with psycopg.connect(plain(engine.maintenance_url)) as connection:
        connection.execute(f"set role {OWNER}")
        yield connection
        connection.rollback()


@pytest.fixture
def foreign(houses, engine) -> dict[str, list[dict[str, Any]]]:
    """Rows of Vechtdal in every owned table, as the superuser reads them."""
    rows = {}
    with psycopg.connect(Behind(engine).superuser, row_factory=psycopg.rows.dict_row) as connection:
        for model in owned_classes():
            columns = ", ".join(f'"{column.name}"' for column in model.__table__.columns)
            table = model.__tablename__
            rows[table] = [
                {
                    name: psycopg.types.json.Jsonb(value) if isinstance(value, dict | list) else value
                    for name, value in row.items()
                }
                for row in connection.execute(
                    f"select {columns} from {table} where organisation_id = {houses.vechtdal}"
                ).fetchall()
            ]
    return rows


def test_the_tests_run_as_the_application_role(inside_app):
    connection = db.session.connection()
    role = connection.exec_driver_sql(
        "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
    ).one()

    assert tuple(role) == (APPLICATION, False, False)


def test_every_table_with_organisations_has_policies_for_all_four_commands(as_maintenance):
    assert unguarded_tables(as_maintenance) == []


def test_a_planted_table_without_policies_is_found(as_maintenance):
    as_maintenance.execute((PLANTED / "open_table.sql").read_text())

    assert unguarded_tables(as_maintenance) == [
        "half_open: no policy for update",
        "half_open: no policy for delete",
        "wide_open: row-level security is not enabled and forced",
        "wide_open: no policy for select",
        "wide_open: no policy for insert",
        "wide_open: no policy for update",
        "wide_open: no policy for delete",
    ]


def test_with_the_session_layer_switched_off_no_foreign_row_is_read_or_written(as_application, houses, foreign):
    assert all(foreign.values())
    assert reached(as_application, houses.linde, foreign) == []


def test_the_own_rows_are_there_all_the_same(as_application, houses, behind):
    for model in owned_classes():
        table = model.__tablename__
        own = _one(as_application, houses.linde, f"select count(*) from {table}")
        assert own == behind.count(table, houses.linde), table


def test_told_nothing_the_database_gives_nothing(as_application):
    for model in owned_classes():
        with as_application.transaction(force_rollback=True):
            assert as_application.execute(f"select count(*) from {model.__tablename__}").fetchone() == (0,)
        assert _one(as_application, None, f"select count(*) from {model.__tablename__}") == 0


def test_a_planted_hole_in_the_policies_is_found(houses, engine, foreign):
    with psycopg.connect(Behind(engine).superuser) as connection:
        connection.execute((PLANTED / "hole.sql").read_text())
        connection.execute(f"set local role {APPLICATION}")
        found = reached(connection, houses.linde, foreign)
        connection.rollback()

    assert [fault.split(":")[0] for fault in found] == ["entry"] * len(found)
    assert len(found) == 6


def test_the_index_of_words_gives_no_hit_of_another_organisation(as_application, houses):
    asked = "select count(*) from balie_search_some(to_tsquery('simple', 'kwetsal'), array['shared'], 9)"

    assert _one(as_application, houses.vechtdal, asked) > 0
    assert _one(as_application, houses.linde, asked) == 0
    assert _one(as_application, None, asked) == 0


def test_what_bypasses_policies_is_one_function_that_narrows_by_itself(as_maintenance):
    owned = as_maintenance.execute(
        "select proname, pg_get_userbyid(proowner) from pg_proc "
        "where pronamespace = 'public'::regnamespace and prosecdef order by proname"
    ).fetchall()

    assert owned == [("balie_search_some", MAINTENANCE)]


def test_the_application_role_makes_and_owns_nothing(as_application):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), as_application.transaction():
        as_application.execute("create table mine (id int)")
    owned = as_application.execute(
        "select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = current_user)"
    ).fetchone()
    assert owned == (0,)
