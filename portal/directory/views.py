"""The units of an organisation, for its admins: the tree, adding, changing and removing one."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.editing import saving
from portal.web.forms import Form
from tenants.database import write_transaction
from tenants.errors import NotNow
from tenants.guard import requires
from tenants.permissions import Action
from tenants.units import add_unit, change_unit, remove_unit

from .forms import UnitForm
from .queries import unit_row, units
from .rules import flat, tree_of

blueprint = Blueprint("directory", __name__, url_prefix="/<key>/org/units")
INDENT = "\N{NO-BREAK SPACE}" * 3


@blueprint.get("")
@requires(Action.MANAGE_MEMBERS)
def tree() -> str:
    """Show the units below each other."""
    return render_template("directory/units.html", branches=tree_of(units()))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def new() -> Any:
    """Add a unit; `?within=` chooses what it lies in."""
    form = UnitForm(data={"within": request.args.get("within", "")}) if request.method == "GET" else UnitForm()
    _offer(form)
    return saving.create(
        form, "directory/unit.html", lambda: add_unit(g.member, form.plan).id, url_for(".tree"), name="", handle=""
    )


@blueprint.route("/<unit>", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def edit(unit: str) -> Any:
    """Rename a unit, or move it with all below it."""
    now = _filled(unit)
    form = UnitForm(data=now) if request.method == "GET" else UnitForm()
    _offer(form)
    return saving.edit(
        form,
        "directory/unit.html",
        lambda: change_unit(g.member, unit, form.version.data, form.plan),
        lambda: _filled(unit),
        url_for(".tree"),
        name=now["name"],
        handle=unit,
    )


@blueprint.post("/<unit>/removal")
@requires(Action.MANAGE_MEMBERS)
def remove(unit: str) -> Any:
    """Remove a unit; who and what is in it goes to the one above."""
    if not Form().validate_on_submit():
        abort(400)
    name = unit_row(unit).name
    try:
        with write_transaction():
            remove_unit(g.member, unit)
    except NotNow as refusal:
        flash(str(refusal.why), "note")
        return redirect(url_for(".edit", unit=unit), 303)
    flash(_("%(name)s is removed.", name=name), "ok")
    return redirect(url_for(".tree"), 303)


def _offer(form: UnitForm) -> None:
    """Offer the organisation itself, and each unit at its depth."""
    known = [(branch.unit.handle, INDENT * branch.depth + branch.unit.name) for branch in flat(tree_of(units()))]
    form.within.offered = [("", g.member.organisation_name), *known]


def _filled(handle: str) -> dict[str, Any]:
    row = unit_row(handle)
    above = next((one.handle for one in units() if one.id == row.parent_id), "")
    return {"name": row.name, "within": above, "version": row.version}
