"""A look behind the wall: what the tables hold, whoever asks. For tests only; Balie itself has no such door."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

from tests.engines import Postgresql, Sqlite

TABLES = {
    "sqlite": "select name from sqlite_master where type = 'table' order by name",
    "postgresql": "select tablename from pg_tables where schemaname = 'public' order by tablename",
}
COLUMNS = {
    "sqlite": "select name from pragma_table_info('{}') order by cid",
    "postgresql": "select column_name from information_schema.columns "
    "where table_schema = 'public' and table_name = '{}' order by ordinal_position",
}


class Behind:
    """The database as its superuser sees it."""

    def __init__(self, engine: Sqlite | Postgresql) -> None:
        self.engine = engine
        self.columns: dict[str, list[str]] = {}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Return every row of a select."""
        with self.connected() as connection:
            return connection.execute(statement).fetchall()

    def count(self, table: str, organisation_id: int) -> int:
        """Return how many rows of an organisation a table holds."""
        return self.rows(f"select count(*) from {table} where organisation_id = {organisation_id}")[0][0]

    def digest(self, but: dict[str, set[str]] | None = None) -> dict[str, str]:
        """Return a hash of each table as it is now, without the columns named in `but`."""
        with self.connected() as connection:
            if not self.columns:
                for (table,) in connection.execute(TABLES[self.engine.name]).fetchall():
                    named = connection.execute(COLUMNS[self.engine.name].format(table)).fetchall()
                    self.columns[table] = [name for (name,) in named]
            left = {
                table: [name for name in columns if name not in (but or {}).get(table, ())]
                for table, columns in self.columns.items()
            }
            return {table: _hash(connection, table, columns) for table, columns in left.items() if columns}

    @property
    def superuser(self) -> str:
        """The address of the superuser, as psycopg reads it."""
        return Postgresql._plain(self.engine.superuser_url, self.engine.database)

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """Offer a connection of the superuser, each statement committed by itself."""
        if isinstance(self.engine, Sqlite):
            with closing(sqlite3.connect(self.engine.path, isolation_level=None)) as connection:
                yield connection
        else:
            with psycopg.connect(self.superuser, autocommit=True) as connection:
                yield connection


def _hash(connection: Any, table: str, columns: list[str]) -> str:
    wanted = ", ".join(f'"{name}"' for name in columns)
    rows = sorted(map(repr, connection.execute(f"select {wanted} from {table}").fetchall()))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def plain(url: str) -> str:
    """Return an address of SQLAlchemy as psycopg reads it."""
    parsed: URL = make_url(url).set(drivername="postgresql")
    return parsed.render_as_string(hide_password=False)
