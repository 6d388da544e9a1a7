"""The directory for its admins: everybody by name, adding and changing who has no account."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.editing import saving
from portal.people.deciding import place_choices
from portal.people.queries import unit_names
from portal.web.forms import Form
from portal.web.text import one_line
from tenants import persons
from tenants.database import write_transaction
from tenants.directory import KEEP
from tenants.guard import requires
from tenants.passwords import is_handle
from tenants.permissions import Action

from .person_forms import PersonForm
from .person_queries import Filter, Who, page_of_people, person_row
from .show import row_shown, who_words

blueprint = Blueprint("persons", __name__, url_prefix="/<key>/org/people")
KEPT = ("q", "unit", "who")
NOBODY = {"one": None, "manager_name": ""}


@blueprint.get("")
@requires(Action.MANAGE_MEMBERS)
def people() -> str:
    """Show everybody by name, narrowed by word, unit, and who they are."""
    units = unit_names()
    narrowed = _filter(units)
    after, before = (edge if is_handle(edge := request.args.get(name, "")) else "" for name in ("after", "before"))
    rows, more = page_of_people(narrowed, after, before)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in KEPT and value}
    return render_template(
        "directory/people.html",
        rows=[row_shown(row) for row in rows],
        narrowed=narrowed,
        units=units,
        who=[(one, who_words(one)) for one in Who],
        earlier=url_for(".people", **kept, before=rows[0].public_id) if rows and (after or (before and more)) else "",
        later=url_for(".people", **kept, after=rows[-1].public_id) if rows and (before or more) else "",
    )


def _filter(units: list[str]) -> Filter:
    unit, who = request.args.get("unit", ""), request.args.get("who", "")
    return Filter(
        words=one_line(request.args.get("q", ""))[:100],
        unit=unit if unit in units else "",
        who=who if who in list(Who) else "",
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def new() -> Any:
    """Put somebody in the directory who needs no account."""
    form = PersonForm()
    form.offers()
    if form.searching:
        form.validate_on_submit()  # for the fields it does not know; what is wrong is told when it is sent
        return _page("directory/person.html", form.without_errors(), theirs=[], **NOBODY)
    return saving.create(
        form,
        "directory/person.html",
        lambda: persons.add_person(g.member, form.plan).id,
        url_for(".people"),
        page=_page,
        **NOBODY,
    )


@blueprint.route("/<person>", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def show(person: str) -> Any:
    """Show and change somebody; who has an account is changed where their roles are."""
    row = person_row(person)
    if row.handle:
        return redirect(url_for("people.show", user=row.handle))
    form = PersonForm(data=_filled(row)) if request.method == "GET" else PersonForm()
    form.offers()
    around = {"one": row_shown(row), "manager_name": row.manager_name or ""}
    if form.searching:
        form.validate_on_submit()
        return _page("directory/person.html", form.without_errors(), theirs=[], **around)
    return saving.edit(
        form,
        "directory/person.html",
        lambda: persons.change_person(g.member, person, form.version.data, form.plan),
        lambda: _filled(person_row(person)),
        url_for(".people"),
        page=_page,
        **around,
    )


@blueprint.post("/<person>/end")
@requires(Action.MANAGE_MEMBERS)
def end(person: str) -> Any:
    """Say that somebody is no longer here."""
    name = _pressed(person)
    with write_transaction():
        persons.end_person(g.member, person)
    flash(_("%(name)s is no longer in the directory. What was asked stays.", name=name), "ok")
    return redirect(url_for(".show", person=person), 303)


@blueprint.post("/<person>/return")
@requires(Action.MANAGE_MEMBERS)
def bring_back(person: str) -> Any:
    """Say that somebody is here again."""
    name = _pressed(person)
    with write_transaction():
        persons.bring_back(g.member, person)
    flash(_("%(name)s is in the directory again.", name=name), "ok")
    return redirect(url_for(".show", person=person), 303)


def _page(template: str, form: PersonForm, **more: Any) -> str:
    return render_template(template, form=form, **place_choices(form), **more)


def _pressed(person: str) -> str:
    if not Form().validate_on_submit():
        abort(400)
    return person_row(person).name


def _filled(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "personnel_number": row.personnel_number or "",
        "email": row.email,
        "unit": row.unit or "",
        "manager": KEEP if row.manager_id else "",
        "version": row.version,
    }
