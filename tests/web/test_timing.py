"""What `Server-Timing` tells of the database: the time to read rows too, where they are found while they are read."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import create_engine, text

ROWS = 200_000
COUNTING = f"with recursive n(x) as (select 1 union all select x + 1 from n where x < {ROWS}) select x from n"


@pytest.fixture
def reading(app: Flask, tmp_path: Path) -> Any:
    """A connection to a SQLite database of its own, within a page that counts."""
    engine = create_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    with app.app_context(), engine.connect() as connection:
        g.statements, g.database_seconds = 0, 0.0
        yield connection
    engine.dispose()


def test_sqlite_finds_rows_while_they_are_read_and_that_time_is_told(reading: Any) -> None:
    cursor: sqlite3.Cursor = reading.connection.cursor()
    cursor.execute(COUNTING)
    begin = time.perf_counter()
    rows = cursor.fetchall()
    spent = time.perf_counter() - begin
    assert len(rows) == ROWS
    assert spent / 2 < g.database_seconds <= spent


@pytest.mark.parametrize("read", [lambda rows: rows.all(), lambda rows: rows.fetchmany(9), lambda rows: rows.first()])
def test_however_rows_are_read_it_is_one_statement_and_time(reading: Any, read: Any) -> None:
    rows = reading.execute(text(COUNTING))
    before = g.database_seconds
    assert read(rows)
    assert g.statements == 1
    assert g.database_seconds > before


def test_who_counts_keeps_to_the_rules_of_the_database(reading: Any) -> None:
    told = {rule: reading.execute(text(f"pragma {rule}")).scalar_one() for rule in ("foreign_keys", "journal_mode")}
    assert told == {"foreign_keys": 1, "journal_mode": "wal"}
