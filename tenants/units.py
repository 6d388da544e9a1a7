"""The parts of an organisation: subsidiaries, locations, teams. They form a tree; each has a name of its own."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from .acting import acting_admin
from .context import Member
from .database import db
from .errors import Invalid, NotFound, NotNow
from .models import Organisation, Person, Unit
from .names import folded
from .passwords import is_handle
from .signals import tell


class UnitChangedMeanwhile(NotNow):
    """Somebody else changed this unit after the form was opened."""


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What an admin fills in: a name, and the handle of the unit it lies in; "" is the organisation itself."""

    name: str
    within: str = ""


def add_unit(member: Member, plan: UnitPlan) -> Unit:
    """Add a unit. Raises Invalid for a name that is there, and for a unit it cannot lie in."""
    tree = _locked_tree(member)
    unit = Unit(name=_free_name(tree, plan.name), parent_id=_place(tree, plan.within))
    db.session.add(unit)
    _flushed()
    tell("unit.added", unit, by=member)
    return unit


def change_unit(member: Member, handle: str, version: int, plan: UnitPlan) -> None:
    """Rename a unit, or move it with all below it.

    Raises UnitChangedMeanwhile when it changed since `version`, Invalid for a name that is there or a place in itself.
    """
    tree = _locked_tree(member)
    unit = _found(tree, handle)
    if unit.version != version:
        raise UnitChangedMeanwhile(_("Somebody changed this in the meantime. What you filled in is still here."))
    unit.name = _free_name(tree, plan.name, unit)
    unit.parent_id = _place(tree, plan.within, unit)
    unit.version += 1
    _flushed()
    tell("unit.changed", unit, by=member)


def remove_unit(member: Member, handle: str) -> None:
    """Remove a unit; its people and the units in it go to the one it lies in.

    Raises NotNow while something else, such as news, names the unit.
    """
    tree = _locked_tree(member)
    unit = _found(tree, handle)
    for model, column in ((Person, Person.unit_id), (Unit, Unit.parent_id)):
        db.session.execute(update(model).where(column == unit.id).values({column.key: unit.parent_id}))
    db.session.expire_all()
    tell("unit.removed", unit, by=member)
    db.session.flush()
    db.session.delete(unit)
    try:
        db.session.flush()
    except IntegrityError as refusal:
        raise NotNow(
            _("There is news for this unit. Change the news first, or give the unit another name.")
        ) from refusal


def _locked_tree(member: Member) -> dict[int, Unit]:
    """Return the units by id. Who arranges them waits for who is doing so: a tree is only right as a whole."""
    db.session.execute(
        select(Organisation.id).where(Organisation.id == member.organisation_id).with_for_update(key_share=True)
    )
    acting_admin(member)
    units = db.session.scalars(select(Unit).execution_options(populate_existing=True))
    return {unit.id: unit for unit in units}


def _found(tree: dict[int, Unit], handle: str) -> Unit:
    found = next((unit for unit in tree.values() if is_handle(handle) and unit.handle == handle), None)
    if found is None:
        raise NotFound
    return found


def _free_name(tree: dict[int, Unit], name: str, mine: Unit | None = None) -> str:
    if any(folded(unit.name) == folded(name) for unit in tree.values() if unit is not mine):
        raise Invalid("name", _("This unit exists already. Choose another name"))
    return name


def _place(tree: dict[int, Unit], within: str, mine: Unit | None = None) -> int | None:
    """Return the id of the unit that another lies in. Raises Invalid when that is itself, or lies in it."""
    if not within:
        return None
    try:
        place = _found(tree, within)
    except NotFound:
        raise Invalid("within", _("Choose a unit from the list")) from None
    above: Unit | None = place
    while above is not None:
        if above is mine:
            raise Invalid("within", _("A unit cannot lie in itself. Choose another"))
        above = tree[above.parent_id] if above.parent_id else None
    return place.id


def _flushed() -> None:
    try:
        db.session.flush()
    except IntegrityError as refusal:
        raise Invalid("name", _("This unit exists already. Choose another name")) from refusal
