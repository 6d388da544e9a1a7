"""Take the marks of who is erased out of every text of their organisation, whoever wrote it, row by row."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect, select, tuple_

from portal.tickets.erasing import reindex
from portal.tickets.models import Entry, Ticket, TicketPerson
from tenants.database import db, write_transaction
from tenants.privacy import Erasing, parts
from tenants.scope import OWNED

AT_ONCE = 500  # rows that are read together; those that hold a mark are few


def swept_models() -> list[tuple[type[Any], list[str]]]:
    """Return each table of organisations in which a text may name anybody, with its columns, in a fixed order."""
    found: dict[type[Any], list[str]] = {}
    for part in parts():
        for model, columns in part.names.items():
            if issubclass(model, OWNED):
                found.setdefault(model, []).extend(columns.split())
    return sorted(found.items(), key=lambda pair: pair[0].__tablename__)


def sweep(erasing: Erasing, model: type[Any], columns: list[str]) -> int:
    """Take the marks out of all rows of a table; return in how many they stood.

    Rows are read outside any write transaction, some hundred at a time; those with a mark are loaded again in one.
    """
    count = 0
    for keys in _holding(erasing, model, columns):
        with write_transaction():
            rows = list(db.session.scalars(select(model).where(_key(model).in_(keys)).with_for_update()))
            for row in rows:
                _blot(erasing, row, columns)
            db.session.flush()
            reindex({ticket for row in rows if (ticket := _ticket_of(row))})
            count += len(rows)
    return count


def _holding(erasing: Erasing, model: type[Any], columns: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the keys of rows that hold a mark, some at a time, in the order of the keys."""
    last: tuple[Any, ...] | None = None
    names = [column.key for column in inspect(model).primary_key]
    texts = [getattr(model, name) for name in columns]
    while True:
        wanted = select(*(getattr(model, name) for name in names), *texts).order_by(*(getattr(model, n) for n in names))
        if last is not None:
            wanted = wanted.where(_key(model) > tuple_(*last))
        rows = db.session.execute(wanted.limit(AT_ONCE)).all()
        db.session.rollback()
        found = [tuple(row[: len(names)]) for row in rows if any(erasing.blot(t) != t for t in row[len(names) :])]
        if found:
            yield found
        if len(rows) < AT_ONCE:
            return
        last = tuple(rows[-1][: len(names)])


def _key(model: type[Any]) -> Any:
    return tuple_(*(getattr(model, column.key) for column in inspect(model).primary_key))


def _blot(erasing: Erasing, row: Any, columns: list[str]) -> None:
    for column in columns:
        before = getattr(row, column)
        if (after := erasing.blot(before)) != before:
            setattr(row, column, after)


def _ticket_of(row: Any) -> int:
    if isinstance(row, Ticket):
        return row.id
    return row.ticket_id if isinstance(row, Entry | TicketPerson) else 0
