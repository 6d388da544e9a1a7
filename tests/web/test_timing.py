"""What `Server-Timing` tells of the database: the time to read rows too, where they are found while they are read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import create_engine, text

from portal.web import timing

THREE = text("select pass_a_second() from (select 1 union all select 2 union all select 3)")


class Clock:
    """A clock that a statement moves on: a second for each row it finds."""

    seconds = 0.0

    def perf_counter(self) -> float:
        return self.seconds

    def pass_a_second(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timing, "time", clock)
    return clock


@pytest.fixture
def reading(app: Flask, tmp_path: Path, clock: Clock) -> Iterator[Any]:
    """A connection to a SQLite database of its own, within a page that counts."""
    engine = create_engine(f"sqlite:///{tmp_path / 'rows.db'}")
    with app.app_context(), engine.connect() as connection:
        connection.connection.dbapi_connection.create_function("pass_a_second", 0, clock.pass_a_second)
        g.statements, g.database_seconds = 0, 0.0
        yield connection
    engine.dispose()


@pytest.mark.parametrize(
    "read", [lambda rows: rows.all(), lambda rows: rows.fetchmany(2), lambda rows: [rows.fetchone(), rows.fetchone()]]
)
def test_sqlite_finds_rows_while_they_are_read_and_that_time_is_told(reading: Any, clock: Clock, read: Any) -> None:
    assert len(read(reading.execute(THREE))) >= 2

    assert g.database_seconds == clock.seconds >= 2
    assert g.statements == 1


def test_who_counts_keeps_to_the_rules_of_the_database(reading: Any) -> None:
    told = {rule: reading.execute(text(f"pragma {rule}")).scalar_one() for rule in ("foreign_keys", "journal_mode")}
    assert told == {"foreign_keys": 1, "journal_mode": "wal"}
