"""How each engine is copied and put back: SQLite by its own VACUUM INTO, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from flask import current_app
from sqlalchemy import URL, Connection, inspect, make_url, text

from portal.schema import maintenance_engine
from tenants.database import db

from .archive import Damaged


class CannotCopy(RuntimeError):
    """A tool of PostgreSQL is missing or refused; the message is its own."""


def name() -> str:
    """Return sqlite or postgresql."""
    return db.engine.dialect.name


def row_counts() -> dict[str, int]:
    """Return how many rows each table of Balie has, all organisations together."""
    with maintenance_engine().connect() as connection:
        return _counted(connection)


def _counted(connection: Connection) -> dict[str, int]:
    there = set(inspect(connection).get_table_names())
    return {
        table: connection.execute(text(f'select count(*) from "{table}"')).scalar_one()  # noqa: S608 - our own names
        for table in sorted(db.metadata.tables)
        if table in there
    }


def counts_in(database: Path) -> dict[str, int]:
    """Return the same of a copied SQLite database. Raises Damaged when SQLite finds it damaged."""
    with _opened(database) as connection:
        if connection.execute("pragma integrity_check").fetchone() != ("ok",):
            raise Damaged("the database inside is damaged")
        there = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        return {
            table: connection.execute(f'select count(*) from "{table}"').fetchone()[0]  # noqa: S608 - our own names
            for table in sorted(db.metadata.tables)
            if table in there
        }


def copy_to(path: Path) -> dict[str, int]:
    """Copy the database while it is in use, as it is at one moment, and return its rows by table."""
    if name() == "sqlite":
        with _opened(Path(str(db.engine.url.database))) as connection:
            connection.execute("vacuum into ?", (str(path),))
        return counts_in(path)
    with maintenance_engine().connect() as connection:
        # What is counted and what is copied is the same moment, while people go on working.
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
        snapshot = connection.execute(text("select pg_export_snapshot()")).scalar_one()
        counted = _counted(connection)
        _run("pg_dump", "--format=custom", "--schema=public", f"--snapshot={snapshot}", f"--file={path}", *_address())
    _run("pg_restore", "--list", str(path))
    return counted


def put_back(path: Path) -> None:
    """Fill an empty database from a copy."""
    if name() == "sqlite":
        db.engine.dispose()
        target = Path(str(db.engine.url.database))
        target.parent.mkdir(parents=True, exist_ok=True)
        arriving = target.with_name(f".{target.name}.arriving")
        shutil.copy(path, arriving)
        with arriving.open("rb+") as stream:
            os.fsync(stream.fileno())
        for suffix in ("-wal", "-shm"):
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        arriving.rename(target)
        return
    # The schema itself, and who may use it, are there already: `balie roles` made them.
    listed = [line for line in _run("pg_restore", "--list", str(path)).splitlines() if " SCHEMA " not in line]
    wanted = path.with_suffix(".list")
    wanted.write_text("\n".join(listed))
    _run("pg_restore", "--exit-on-error", "--single-transaction", f"--use-list={wanted}", *_address(), str(path))


def is_empty() -> bool:
    """Say whether there is nothing yet where a backup would be put back."""
    if name() == "sqlite":
        path = Path(str(db.engine.url.database))
        if not path.exists() or path.stat().st_size == 0:
            return True
    with maintenance_engine().connect() as connection:
        return not inspect(connection).get_table_names()


def _address() -> Sequence[str]:
    return (f"--dbname={_url().render_as_string(hide_password=True).replace(':***', '')}",)


def _url() -> URL:
    given = current_app.config["MAINTENANCE_URL"] or current_app.config["SQLALCHEMY_DATABASE_URI"]
    return make_url(given).set(drivername="postgresql")


def _run(tool: str, *words: str) -> str:
    folder = current_app.config["POSTGRESQL_TOOLS"]
    program = str(Path(folder) / tool) if folder else shutil.which(tool)
    if not program:
        raise CannotCopy(f"{tool} is not here: install the PostgreSQL client, or set BALIE_POSTGRESQL_TOOLS")
    # The password goes by the environment: other users of the machine can read a command line.
    environment = os.environ | {"PGPASSWORD": _url().password or ""}
    done = subprocess.run([program, *words], env=environment, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode:
        raise CannotCopy(f"{tool}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def _opened(database: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True))
