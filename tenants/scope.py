"""The wall, second and third layer: a session reaches the rows of the organisations in its scope, no others.

One session has one scope at a time. Every query on owned rows is narrowed to it, every new row is stamped
with it, and on PostgreSQL each transaction tells the database, whose policies check the same once more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, ForeignKey, Table, TextClause, bindparam, event, or_, text
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, with_loader_criteria
from sqlalchemy.sql import visitors

from .database import db
from .many import Numbers, OneOfMany


class ScopeMissing(RuntimeError):
    """Owned rows were asked for while no organisation was in scope, or in a way that cannot be narrowed."""


class ScopeCrossed(RuntimeError):
    """A row of one organisation was written inside the scope of another."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a session may reach: rows of these organisations, and the memberships of this account.

    New rows belong to `home`. A tenant page reads and writes its one organisation; a desk list reads many
    and writes none; a request opened at the desk reads its organisation and the desk's own people.
    """

    organisations: frozenset[int] = frozenset()
    home: int | None = None
    account_id: int = 0

    @classmethod
    def of(cls, organisation_id: int, account_id: int = 0) -> "Scope":
        """Return the scope of one organisation, to read and to write."""
        return cls(frozenset({organisation_id}), organisation_id, account_id)


class OrganisationOwned:
    """Mixin of each table whose rows belong to one organisation."""

    __abstract__ = True

    @declared_attr
    def organisation_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organisation.id"))


class OwnedOrMine:
    """Owned rows that the account they are about may read as well (its memberships)."""

    __abstract__ = True

    @declared_attr
    def organisation_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organisation.id"))

    @declared_attr
    def account_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("account.id"))


OWNED = (OrganisationOwned, OwnedOrMine)


def scope_of(session: Session) -> Scope | None:
    """Return the scope of `session`, None when none was entered."""
    return session.info.get("scope")


def home() -> int:
    """Return the id of the organisation in which is written now. Raises ScopeMissing."""
    scope = scope_of(db.session())
    if scope is None or scope.home is None:
        raise ScopeMissing("rows are written inside one organisation")
    return scope.home


def enter(scope: Scope | None) -> None:
    """Move the current session to `scope`: what it held is flushed and forgotten, the database is told."""
    session = db.session()
    if session.info.get("scope") == scope:
        return
    if session.info.get("writing") and session.is_active:
        session.flush()
    session.expunge_all()
    _set(session, scope)


def _set(session: Session, scope: Scope | None) -> None:
    session.info["scope"] = scope
    if session.in_transaction() and session.is_active:
        _tell(session.connection(), scope)


@contextmanager
def inside(scope: Scope | int) -> Iterator[Scope]:
    """Work inside a scope, or one organisation, for the length of the block; then return to the one before."""
    session = db.session()
    before = scope_of(session)
    scope = Scope.of(scope) if isinstance(scope, int) else scope
    enter(scope)
    try:
        yield scope
    finally:
        enter(before)


@contextmanager
def widened(organisation_id: int) -> Iterator[None]:
    """Read columns of one more organisation for a moment (a customer's act looks up the desk's people).

    Nothing loaded is forgotten, so no row may be loaded inside: only columns. That is checked.
    """
    session = db.session()
    before = scope_of(session) or Scope()
    held = set(session.identity_map.keys())
    _set(session, replace(before, organisations=before.organisations | {organisation_id}))
    try:
        yield
        if set(session.identity_map.keys()) - held:
            raise ScopeCrossed("rows were loaded in a widened scope; select columns instead")
    finally:
        _set(session, before)


# Three options for ever, their values given with each statement: so a statement is narrowed, and its cache key
# made, once and not for each organisation or each page.
_ONE, _SEVERAL, _MANY, _MINE = "balie_one", "balie_several", "balie_many", "balie_mine"
FEW = 8
"""So many organisations at most are written down one by one, so that indexes are led by them."""

_TO_ONE = (
    with_loader_criteria(
        OrganisationOwned, lambda cls: cls.organisation_id == bindparam("balie_one"), include_aliases=True
    ),
    with_loader_criteria(
        OwnedOrMine,
        lambda cls: or_(cls.organisation_id == bindparam("balie_one"), cls.account_id == bindparam("balie_mine")),
        include_aliases=True,
    ),
)
_TO_SEVERAL = (
    with_loader_criteria(
        OrganisationOwned,
        lambda cls: cls.organisation_id.in_(bindparam("balie_several", expanding=True)),
        include_aliases=True,
    ),
    with_loader_criteria(
        OwnedOrMine,
        lambda cls: or_(
            cls.organisation_id.in_(bindparam("balie_several", expanding=True)),
            cls.account_id == bindparam("balie_mine"),
        ),
        include_aliases=True,
    ),
)
_TO_MANY = (
    with_loader_criteria(
        OrganisationOwned,
        lambda cls: OneOfMany(cls.organisation_id, bindparam("balie_many", type_=Numbers())),
        include_aliases=True,
    ),
    with_loader_criteria(
        OwnedOrMine,
        lambda cls: or_(
            OneOfMany(cls.organisation_id, bindparam("balie_many", type_=Numbers())),
            cls.account_id == bindparam("balie_mine"),
        ),
        include_aliases=True,
    ),
)
_WAYS = {_ONE: _TO_ONE, _SEVERAL: _TO_SEVERAL, _MANY: _TO_MANY}
_known: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


def narrowed_before(session: Session, statement: Any) -> tuple[Any, dict[str, Any]] | None:
    """Return a select narrowed to the scope of `session`, and the values to give it besides its own.

    None for a statement that never went through the session: there it is looked at first, and perhaps refused.
    """
    scope = scope_of(session)
    return _narrow_select(statement, scope) if scope is not None and statement in _known else None


def _narrow_select(statement: Any, scope: Scope) -> tuple[Any, dict[str, Any]]:
    number = len(scope.organisations)
    way = _ONE if number <= 1 else _SEVERAL if number <= FEW else _MANY
    ways = _known.setdefault(statement, {})
    if way not in ways:
        ways[way] = statement.options(*_WAYS[way])
    reached = next(iter(scope.organisations), None) if way == _ONE else sorted(scope.organisations)
    return ways[way], {way: reached, _MINE: scope.account_id}


@lru_cache(maxsize=1024)
def _narrowed(scope: Scope) -> tuple[Any, ...]:
    """Build the options that narrow an update or a delete: its parameters are values to set, so these are fixed."""
    several, mine = sorted(scope.organisations), scope.account_id
    return (
        with_loader_criteria(OrganisationOwned, lambda cls: cls.organisation_id.in_(several), include_aliases=True),
        with_loader_criteria(
            OwnedOrMine,
            lambda cls: or_(cls.organisation_id.in_(several), cls.account_id == mine),
            include_aliases=True,
        ),
    )


def _owned_tables(statement: Any) -> set[str]:
    return {
        element.name
        for element in visitors.iterate(statement)
        if isinstance(element, Table) and "organisation_id" in element.c and not element.info.get("unowned")
    }


@event.listens_for(Session, "do_orm_execute")
def _narrow(state: Any) -> None:
    if state.is_column_load:
        return
    if isinstance(state.statement, TextClause) or state.is_from_statement:
        raise ScopeMissing("textual SQL cannot be narrowed")
    scope: Scope | None = state.session.info.get("scope")
    if scope is None or not state.is_orm_statement or state.is_insert:
        if tables := _owned_tables(state.statement):
            raise ScopeMissing(f"no organisation in scope, or table-level SQL, for {sorted(tables)}")
        return
    if state.is_select:
        state.statement, reached = _narrow_select(state.statement, scope)
        state.parameters = {**(state.parameters or {}), **reached}
    else:
        state.statement = state.statement.options(*_narrowed(scope))


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, *_: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, OWNED):
            scope = scope_of(session)
            if scope is None or scope.home is None:
                raise ScopeMissing(f"no organisation to write {row!r} in")
            if row.organisation_id is None:
                row.organisation_id = scope.home
            if row.organisation_id != scope.home:
                raise ScopeCrossed(f"{row!r} belongs to organisation {row.organisation_id}")


@event.listens_for(Session, "after_begin")
def _tell_at_begin(session: Session, _transaction: object, connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        _tell(connection, scope_of(session))


def _tell(connection: Connection, scope: Scope | None) -> None:
    if connection.dialect.name != "postgresql":
        return
    scope = scope or Scope()
    connection.execute(
        text(
            "select set_config('balie.organisations', :ids, true), set_config('balie.account', :account, true), "
            "set_config('plan_cache_mode', :planned, true)"
        ),
        {
            "ids": "{" + ",".join(map(str, sorted(scope.organisations))) + "}",
            "account": str(scope.account_id),
            # How many of all rows many organisations have is known from which they are, not before.
            "planned": "auto" if len(scope.organisations) <= FEW else "force_custom_plan",
        },
    )
