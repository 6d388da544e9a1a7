"""Write rows by their columns: stamped, narrowed and refused like those of the session, without what only objects need.

Most of a post is Python, not SQL, and most of that was making statements anew and objects into rows. A statement that
is sent here is built once. What is written here has no identity: the session writes what it holds before, and does
not notice what changes.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, CursorResult, Table, bindparam, inspect
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors
from sqlalchemy.sql.expression import ColumnClause, FromClause

from .database import NotWriting, db
from .scope import OWNED, ScopeCrossed, ScopeMissing, scope_of

NOTHING: Mapping[str, Any] = {}
Model = TypeVar("Model")


def add(model: type[Model], values: Mapping[str, Any]) -> Model:
    """Insert one row. Return it to be read: no session knows it, so nothing of it can change."""
    session, connection = _open()
    done: Any = connection.execute(_insert(model, connection.dialect.name), _stamped(session, model, values))
    row, mapper = model.__new__(model), inspect(model)
    written: dict[str, Any] = dict.fromkeys(mapper.column_attrs.keys()) | done.last_inserted_params()
    written |= zip((column.key for column in mapper.primary_key), done.inserted_primary_key, strict=True)
    vars(row).update(written)
    return row


def add_all(model: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns, in one statement."""
    if rows:
        session, connection = _open()
        stamped = [_stamped(session, model, row) for row in rows]
        # What is inserted inline is not asked for its new keys.
        statement = _insert(model, connection.dialect.name).inline()
        connection.execute(statement, stamped if len(stamped) > 1 else stamped[0])


def add_numbered(model: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows that all name the same columns; return the numbers they got, rising, in the order of the rows."""
    if not rows:
        return []
    session, connection = _open()
    stamped = [_stamped(session, model, row) for row in rows]
    number = inspect(model).primary_key[0]
    statement = _insert(model, connection.dialect.name).returning(number, sort_by_parameter_order=True)
    return list(connection.execute(statement, stamped).scalars())


def add_unless_there(model: type[Any], values: Mapping[str, Any]) -> bool:
    """Insert one row, in the organisation in scope, unless its unique key exists; return whether it was inserted.

    PostgreSQL lets the second of two equal keys wait for the first.
    """
    session, connection = _open()
    statement = _insert_unless_there(model, connection.dialect.name)
    stamped = {**values, "organisation_id": _home(session)}
    return connection.execute(statement, stamped).first() is not None


def add_once(model: type[Any], values: Mapping[str, Any]) -> bool:
    """Insert one row of no organisation, unless its unique key exists; return whether it was inserted.

    PostgreSQL lets the second of two equal keys wait for the first.
    """
    _session, connection = _open()
    statement = _insert(model, connection.dialect.name).on_conflict_do_nothing()
    return connection.execute(statement.returning(*inspect(model).local_table.primary_key), values).first() is not None


def put(model: type[Any], rows: Sequence[Mapping[str, Any]], highest: str) -> None:
    """Insert rows; where one with the same primary key is there, it gives way to a higher value of `highest`.

    Twice the same, or an older one that comes late, changes nothing.
    """
    session, connection = _open()
    home = _home(session)
    stamped = [{**row, "organisation_id": home} for row in rows]
    connection.execute(_insert_or_replace(model, connection.dialect.name, highest), stamped)


def change(statement: Any, given: Mapping[str, Any] = NOTHING) -> CursorResult[Any]:
    """Carry out an update or a delete in the organisation in scope.

    Build the statement once and give it its values, by names that no column has. It looks at the rows of its own
    table only; one that selects goes through the session. Raises ScopeMissing.
    """
    session, connection = _open()
    if statement not in _narrowed:
        _narrowed[statement] = _narrow(statement)
    narrowed, owned = _narrowed[statement]
    return connection.execute(narrowed, {**given, _HERE: _home(session)} if owned else given)


_HERE = "balie_here"
_narrowed: WeakKeyDictionary[Any, tuple[Any, bool]] = WeakKeyDictionary()


def _narrow(statement: Any) -> tuple[Any, bool]:
    """Return an update or a delete that touches the rows of one organisation; and whether its table is owned."""
    target: Any = statement.table
    for element in visitors.iterate(statement):
        other = element.table if isinstance(element, ColumnClause) else element
        if isinstance(other, FromClause) and not (isinstance(other, Table) and other.name == target.name):
            raise ScopeMissing(f"a change of {target.name} that looks at other rows goes through the session")
    if "organisation_id" not in target.c or target.info.get("unowned"):
        return statement, False
    return statement.where(target.c.organisation_id == bindparam(_HERE)), True


def _open() -> tuple[Session, Connection]:
    """Return the session, with nothing left to write, and its connection. Raises NotWriting."""
    session: Session = db.session()
    held: Any = session.info.get("writing")
    if not held:
        raise NotWriting("open write_transaction() at the door first")
    if session.new or session.dirty or session.deleted:
        session.flush()
    if session.is_active and held.in_transaction():
        return session, held
    return session, session.connection()  # which says what is wrong


def _home(session: Session) -> int:
    scope = scope_of(session)
    if scope is None or scope.home is None:
        raise ScopeMissing("rows are written inside one organisation")
    return scope.home


def _stamped(session: Session, model: type[Any], values: Mapping[str, Any]) -> Mapping[str, Any]:
    if not issubclass(model, OWNED):
        return values
    home, given = _home(session), values.get("organisation_id")
    if given not in (None, home):
        raise ScopeCrossed(f"a row of {model.__name__} belongs to organisation {given}")
    return {**values, "organisation_id": home}


@cache
def _insert(model: type[Any], dialect: str) -> Any:
    # The table, because the class would be looked at for what only objects have; its rows are stamped above.
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    return insert(inspect(model).local_table)


@cache
def _insert_unless_there(model: type[Any], dialect: str) -> Any:
    statement = _insert(model, dialect).on_conflict_do_nothing()
    return statement.returning(inspect(model).local_table.c.organisation_id)


@cache
def _insert_or_replace(model: type[Any], dialect: str, highest: str) -> Any:
    statement, table = _insert(model, dialect), inspect(model).local_table
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={column.name: statement.excluded[column.name] for column in table.c if not column.primary_key},
        where=statement.excluded[highest] > table.c[highest],
    )
