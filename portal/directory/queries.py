"""The directory as its admins read it. Small tables: an organisation has tens of units, not thousands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from tenants.database import db
from tenants.errors import NotFound
from tenants.models import Person, Unit
from tenants.passwords import is_handle

COLUMNS = (Unit.id, Unit.parent_id, Unit.name, Unit.handle, Unit.version)


def units() -> Sequence[Any]:
    """Return the units of the organisation in scope, each with how many people are in it."""
    people = (
        select(Person.unit_id, func.count().label("people")).where(Person.active).group_by(Person.unit_id).subquery()
    )
    counted = select(*COLUMNS, func.coalesce(people.c.people, 0).label("people"))
    return db.session.execute(counted.outerjoin(people, people.c.unit_id == Unit.id)).all()


def unit_row(handle: str) -> Any:
    """Return a unit by handle. Raises NotFound."""
    row = db.session.execute(select(*COLUMNS).where(Unit.handle == handle)).first() if is_handle(handle) else None
    if row is None:
        raise NotFound
    return row
