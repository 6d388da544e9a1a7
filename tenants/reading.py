"""Read columns of owned rows: narrowed to the scope like every query, without what only objects need.

Most of a page is Python, not SQL, and most of that was the machinery that makes rows into objects. What is
read here has no identity and cannot be changed.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Result, inspect
from sqlalchemy.orm import Session

from .database import db
from .scope import narrowed_before

NOTHING: Mapping[str, Any] = {}
Model = TypeVar("Model")


def read(statement: Any, given: Mapping[str, Any] = NOTHING) -> Result[Any]:
    """Return the rows of a select of columns, in the scope and the transaction of the session.

    Build the statement once and give it its values: its first time it goes through the session, which refuses
    what cannot be narrowed; from then on it is sent as it was narrowed there. Raises ScopeMissing, and TypeError
    for a statement that names whole objects.
    """
    session: Session = db.session()
    known = narrowed_before(session, statement)
    if known is None:
        _only_columns(statement)
        return session.execute(statement, given)
    if session.new or session.dirty:
        session.flush()
    narrowed, reached = known
    options = _options.get(narrowed)
    if options is None:
        options = _options[narrowed] = {"compiled_cache": _OfOneStatement()}
    return session.connection().execute(narrowed, {**given, **reached}, execution_options=options)


class _OfOneStatement(dict[Any, Any]):
    """What one statement was compiled to: found without its key, which is as long as itself and hashed each time."""

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what was kept; a key is the dialect, the statement, and what else decides."""
        return super().get((key[0], *key[2:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((key[0], *key[2:]), compiled)


_options: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


def _only_columns(statement: Any) -> None:
    if any(one["expr"] is one.get("entity") for one in getattr(statement, "column_descriptions", ())):
        raise TypeError("read() is for columns; objects come from the session")


@cache
def columns_of(model: type[Any]) -> tuple[Any, ...]:
    """Return every column of a table, to be read with `read` and handed to `as_read`."""
    return tuple(getattr(model, name) for name in inspect(model).column_attrs.keys())  # noqa: SIM118 - no mapping: its values alone


def as_read(model: type[Model], values: Sequence[Any]) -> Model:
    """Return the row whose `columns_of` these are the values of: no session knows it, so nothing of it can change."""
    row = model.__new__(model)
    vars(row).update(zip(inspect(model).column_attrs.keys(), values, strict=False))
    return row
