"""Set up the catalogue: add, change, order and archive services and departments. Nothing in it is deleted."""

from collections.abc import Mapping
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import ask
from tenants.permissions import Action

from .models import Department, Service
from .naming import slug_of

Item = TypeVar("Item", Service, Department)


def add_service(member: Member, place: int, given: Mapping[str, Any]) -> Service:
    """Add a service; `place` is where it stands among the others, from 0."""
    return _add(member, Service, place, given)


def change_service(member: Member, slug: str, version: int, place: int, given: Mapping[str, Any]) -> Service:
    """Change a service. Raises NotFound, or NotNow when somebody else changed it since `version`."""
    return _change(member, Service, slug, version, place, given)


def add_department(member: Member, place: int, given: Mapping[str, Any]) -> Department:
    """Add a department; `place` is where it stands among the others, from 0. Requests arrive at the first one."""
    return _add(member, Department, place, given)


def change_department(member: Member, slug: str, version: int, place: int, given: Mapping[str, Any]) -> Department:
    """Change a department. Raises NotFound, NotNow after another's change, Invalid when none would be left."""
    department = _change(member, Department, slug, version, place, given)
    if not department.active and not any(one.active for one in _all(Department)):
        raise Invalid("archived", _("Requests need a department to arrive at. Add another one first."))
    return department


def _add(member: Member, kind: type[Item], place: int, given: Mapping[str, Any]) -> Item:
    ask(member, Action.ADMINISTER)
    others = _all(kind)
    row = kind(slug=slug_of(given["name_en"], {one.slug for one in others}), **given)
    db.session.add(row)
    _put(row, others, place)
    try:
        db.session.flush()
    except IntegrityError:  # somebody added the same at this very moment
        raise Invalid("name_en", _("There is one with this name already")) from None
    leave_trail(f"{kind.__tablename__}.added", row, by=member)
    return row


def _change(member: Member, kind: type[Item], slug: str, version: int, place: int, given: Mapping[str, Any]) -> Item:
    ask(member, Action.ADMINISTER)
    rows = _all(kind)
    row = next((one for one in rows if one.slug == slug), None)
    if row is None:
        raise NotFound
    if row.version != version:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    for name, value in given.items():
        setattr(row, name, value)
    row.version += 1
    _put(row, [one for one in rows if one is not row], place)
    db.session.flush()
    leave_trail(f"{kind.__tablename__}.changed", row, by=member, version=row.version, active=row.active)
    return row


def _all(kind: type[Item]) -> list[Item]:
    """Return all rows in their order, and let nobody else reorder them until the write transaction ends."""
    return list(db.session.scalars(select(kind).order_by(kind.place, kind.id).with_for_update()))


def _put(row: Item, others: list[Item], place: int) -> None:
    ordered: list[Any] = list(others)
    ordered.insert(max(place, 0), row)
    for number, one in enumerate(ordered):
        if one.place != number:
            one.place = number
