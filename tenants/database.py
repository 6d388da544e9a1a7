"""The database: its connection rules, and the one write transaction of a web request or task."""

import select
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import structlog
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, ForeignKeyConstraint, MetaData, event, inspect
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import Pool

from .errors import LookingOnly
from .turnstile import turnstile

log = structlog.get_logger()

BUSY_TIMEOUT = 10_000
"""Milliseconds a SQLite connection waits for a lock of another program; our own writers queue before it."""

SQLITE_RULES = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT}",
    "PRAGMA cache_size=-16000",
    "PRAGMA mmap_size=268435456",
)

POSTGRESQL_RULES = ("set jit = off", "set max_parallel_workers_per_gather = 0", "set random_page_cost = 1.1")
"""Our statements read a page of rows: machine code for one, or helpers, take longer to start than it takes to run.

And they find those rows by an index: what the server expects of disks that turn would have it read whole tables.
"""


class Base(DeclarativeBase):
    """What all tables share: names of constraints that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class NotWriting(RuntimeError):
    """Rows were about to change outside `write_transaction()`: no GET gets this far by accident."""


class ChangeLost(RuntimeError):
    """A row changed that the session had forgotten, because the scope moved on: nobody would have written it."""


def part_of(table: str, column: str) -> ForeignKeyConstraint:
    """Bind `column` to a row of `table` in the same organisation, so that a foreign parent is impossible."""
    return ForeignKeyConstraint(["organisation_id", column], [f"{table}.organisation_id", f"{table}.id"])


def finish(error: BaseException | None = None) -> None:
    """End what a web request or task still reads, before its session is closed; see `end_reading`.

    The page is made by then: a database that goes away at this moment does not take it along.
    """
    if db.session.registry.has() and error is None:
        session = db.session()
        if session.in_transaction() and session.is_active and not session.info.get("writing"):
            try:
                session.commit()
            except DBAPIError as fault:
                log.warning("connection lost after reading", error=type(fault.orig).__name__)
                session.rollback()


@contextmanager
def write_transaction(*, while_looking: bool = False) -> Iterator[Session]:
    """Open the one write transaction of a web request or task; commit at its end, roll back on any error.

    What was read before belongs to another transaction: load again inside what the change depends on. On
    SQLite writers of the whole machine queue at a file lock first, because SQLite's own retry is unfair. Who looks
    as somebody else writes nothing but what is said to go on `while_looking`; else raises LookingOnly.
    """
    session = db.session()
    if session.info.get("looking") and not while_looking:
        raise LookingOnly
    if session.info.get("writing"):
        raise RuntimeError("a web request or task has one write transaction")
    end_reading(session)
    with _turnstile(session.get_bind()):
        session.info["writing"] = True
        try:
            session.info["writing"] = session.connection(execution_options={"balie_write": True})
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info["writing"] = False


@contextmanager
def one_moment() -> Iterator[Session]:
    """Read all that is inside as it is at one moment, however long it takes and whatever others write meanwhile."""
    session = db.session()
    end_reading(session)
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield session
    finally:
        session.rollback()


def end_reading(session: Session) -> None:
    """End a transaction that only read. A commit: psycopg forgets its prepared statements at a rollback."""
    if session.in_transaction():
        session.commit()
    session.expire_all()


def _turnstile(bind: Any) -> Any:
    if bind.dialect.name != "sqlite" or not bind.url.database or bind.url.database == ":memory:":
        return nullcontext()
    return turnstile(f"{bind.url.database}.lock")


@event.listens_for(Engine, "connect")
def _set_up(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        # The driver's own transactions are off: BEGIN is ours, see below.
        connection.isolation_level = None
        for rule in SQLITE_RULES:
            connection.execute(rule)
    elif type(connection).__module__.startswith("psycopg"):
        connection.execute("; ".join(POSTGRESQL_RULES))
        connection.commit()


@event.listens_for(Pool, "checkout")
def _leave_the_dead(connection: Any, _record: object, _proxy: object) -> None:
    """Take a fresh connection when the server hung up on this one, as it does when it is restarted.

    A server has nothing to say to a connection at rest: one that can be read is at its end. That costs
    microseconds; asking `select 1` would cost each page a round trip.
    """
    if type(connection).__module__.startswith("psycopg"):
        ear = select.poll()
        ear.register(connection.fileno(), select.POLLIN)
        if ear.poll(0):
            raise DisconnectionError("the server hung up")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("balie_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@event.listens_for(Session, "do_orm_execute")
def _refuse_stray_statements(state: Any) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and not state.session.info.get("writing"):
        raise NotWriting("open write_transaction() at the door first")


@event.listens_for(Session, "before_flush")
def _refuse_stray_rows(session: Session, *_: object) -> None:
    if (session.new or session.dirty or session.deleted) and not session.info.get("writing"):
        raise NotWriting("open write_transaction() at the door first")


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _watch(_model: type[Any], _name: str, attribute: Any) -> None:
    if hasattr(attribute.property, "columns"):
        event.listen(attribute, "set", _refuse_lost_changes)


def _refuse_lost_changes(row: Any, *_: object) -> None:
    if inspect(row).detached:
        raise ChangeLost(f"load {row!r} again after the scope moved on")
