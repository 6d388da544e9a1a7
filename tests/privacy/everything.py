"""Everything there is, searched for a word: each column of each table, the files, the index, what went out."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import column, inspect, select, table

from portal.schema import maintenance_engine

NO_ROWS = ("alembic_version", "sqlite_")


def where_it_stands(app: Flask, *words: str) -> list[str]:
    """Return table.column of each value in which one of these words stands, whatever its capitals."""
    sought = [word.casefold() for word in words]
    sought += [word.encode("unicode_escape").decode() for word in sought if not word.isascii()]
    found = set()
    for name, columns, rows in _all_rows(app):
        for row in rows:
            for one, value in zip(columns, row, strict=True):
                if any(word in _read(value) for word in sought):
                    found.add(f"{name}.{one}")
    return sorted(found)


def _read(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1").casefold()
    return str(value).casefold()


def files_with(app: Flask, *contents: bytes) -> list[str]:
    """Return the names of files of the instance in which one of these stands; the database itself is left out."""
    folder = Path(app.config["INSTANCE"]) / "files"
    every = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(str(path.relative_to(folder)) for path in every if any(one in path.read_bytes() for one in contents))


def digest_of_others(app: Flask, organisation_id: int) -> dict[str, str]:
    """Return a digest of each table's rows of one organisation."""
    found: dict[str, str] = {}
    for name, columns, rows in _all_rows(app):
        if "organisation_id" in columns:
            place = columns.index("organisation_id")
            mine = sorted(repr(tuple(row)) for row in rows if row[place] == organisation_id)
            found[name] = hashlib.sha256("\n".join(mine).encode()).hexdigest()
    return found


def _all_rows(app: Flask) -> Any:
    with app.app_context(), maintenance_engine().connect() as connection:
        inspector = inspect(connection)
        for name in inspector.get_table_names():
            if name.startswith(NO_ROWS):
                continue
            columns = [one["name"] for one in inspector.get_columns(name)]
            yield name, columns, connection.execute(select(*map(column, columns)).select_from(table(name))).all()
