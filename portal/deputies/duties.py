"""What the worker does: tell both when somebody begins to stand in, and when it is over. Nothing depends on it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.deputies import begin_due, end_due
from tenants.models import Deputy
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

AT_ONCE = 200


def tell_beginnings() -> int:
    """Tell of what began."""
    due = (Deputy.began_at.is_(None), Deputy.starts_at <= now(), Deputy.ended_at.is_(None), Deputy.ends_at > now())
    return _each(due, begin_due)


def tell_endings() -> int:
    """Tell of what ended by itself."""
    return _each((Deputy.ended_at.is_(None), Deputy.ends_at <= now()), end_due)


DUTIES = (tell_beginnings, tell_endings)


def _each(due: tuple[Any, ...], act: Callable[[int], bool]) -> int:
    """Do `act` for each row, each in its own organisation and transaction: one fault stops one row."""
    with inside(Scope(frozenset(all_organisations()))):
        found: list[Any] = list(
            db.session.execute(select(Deputy.organisation_id, Deputy.id).where(*due).limit(AT_ONCE))
        )
        db.session.rollback()
    count = 0
    for organisation_id, row_id in found:
        with inside(organisation_id), write_transaction():
            count += act(row_id)
    return count
