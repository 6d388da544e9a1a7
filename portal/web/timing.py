"""How long a page took, and how many statements it sent: counted and told when BALIE_SERVER_TIMING is on."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, g, has_app_context
from sqlalchemy import Engine, event

APART = ("select set_config", "begin", "commit", "rollback", "savepoint", "release")


def init(app: Flask) -> None:
    """Count statements at the cursor; BEGIN, COMMIT and set_config are not statements of a page."""
    if not app.config["SERVER_TIMING"]:
        return
    for moment, listener in LISTENERS.items():
        if not event.contains(Engine, moment, listener):
            event.listen(Engine, moment, listener)

    @app.before_request
    def start() -> None:
        g.started, g.statements, g.database_seconds = time.perf_counter(), 0, 0.0

    @app.after_request
    def tell(response: Response) -> Response:
        if "started" in g:
            spent = (time.perf_counter() - g.started) * 1000
            database = g.database_seconds * 1000
            response.headers["Server-Timing"] = (
                f'app;dur={spent:.2f}, db;dur={database:.2f};desc="{g.statements} queries"'
            )
        return response


def _begin(_connection: Any, _cursor: Any, _statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    context.balie_started = time.perf_counter()


def _end(_connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    if not has_app_context() or statement[:18].lower().startswith(APART):
        return
    here: Any = g._get_current_object()  # type: ignore[attr-defined]
    if "statements" in here:
        here.statements += 1
        here.database_seconds += time.perf_counter() - context.balie_started


class _Rows(sqlite3.Cursor):
    """A cursor that counts reading as time in the database: SQLite finds a row when it is fetched, not before."""

    def fetchone(self) -> Any:
        with _reading():
            return super().fetchone()

    def fetchmany(self, size: int | None = None) -> list[Any]:
        with _reading():
            return super().fetchmany(self.arraysize if size is None else size)

    def fetchall(self) -> list[Any]:
        with _reading():
            return super().fetchall()


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Rows) -> Any:
        return super().cursor(factory)


@contextmanager
def _reading() -> Iterator[None]:
    begin = time.perf_counter()
    yield
    if has_app_context() and "database_seconds" in g:
        g.database_seconds += time.perf_counter() - begin


def _count_rows(dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options["factory"] = _Connection


LISTENERS = {"before_cursor_execute": _begin, "after_cursor_execute": _end, "do_connect": _count_rows}
