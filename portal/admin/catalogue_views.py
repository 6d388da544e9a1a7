"""The pages on which services and departments are set up."""

from typing import Any

from flask import abort, g, render_template, request, url_for

from portal.catalogue import verbs
from portal.catalogue.models import Department, Service
from portal.catalogue.naming import SERVICE_ICONS
from portal.catalogue.queries import catalogue_of
from portal.catalogue.rules import Outlook
from portal.editing import saving
from portal.tickets.labels import Label
from portal.tickets.wording import label_words
from portal.web.language import language, named
from tenants.guard import requires
from tenants.permissions import Action

from .blueprint import blueprint
from .forms import DepartmentForm, ServiceForm


@blueprint.get("/services")
@requires(Action.ADMINISTER)
def services() -> str:
    """Show the services in their order."""
    return render_template("admin/services.html", rows=catalogue_of(Service))


@blueprint.route("/services/new", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
def new_service() -> Any:
    """Add a service."""
    form = ServiceForm()
    form.stands_among(_names(Service))
    return saving.create(
        form,
        "admin/service.html",
        lambda: verbs.add_service(g.member, int(form.place.data), form.given()).id,
        url_for(".services"),
        icons=SERVICE_ICONS,
        name="",
    )


@blueprint.route("/services/<service>", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
def service(service: str) -> Any:
    """Change a service, or archive it."""
    now = _service_now(service)
    form = ServiceForm(data=now) if request.method == "GET" else ServiceForm()
    form.stands_among(_names(Service, but=service))
    return saving.edit(
        form,
        "admin/service.html",
        lambda: verbs.change_service(g.member, service, form.version.data, int(form.place.data), form.given()),
        lambda: _service_now(service),
        url_for(".services"),
        icons=SERVICE_ICONS,
        name=_name(now),
    )


@blueprint.get("/departments")
@requires(Action.ADMINISTER)
def departments() -> str:
    """Show the departments in their order, with what each tells the customer."""
    return render_template("admin/departments.html", rows=catalogue_of(Department), outlook_words=outlook_words)


@blueprint.route("/departments/new", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
def new_department() -> Any:
    """Add a department."""
    form = DepartmentForm()
    _offer(form, "")
    return saving.create(
        form,
        "admin/department.html",
        lambda: verbs.add_department(g.member, int(form.place.data), form.given()).id,
        url_for(".departments"),
        name="",
    )


@blueprint.route("/departments/<department>", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
def department(department: str) -> Any:
    """Change a department, or archive it."""
    now = _department_now(department)
    form = DepartmentForm(data=now) if request.method == "GET" else DepartmentForm()
    _offer(form, department)
    return saving.edit(
        form,
        "admin/department.html",
        lambda: verbs.change_department(g.member, department, form.version.data, int(form.place.data), form.given()),
        lambda: _department_now(department),
        url_for(".departments"),
        name=_name(now),
    )


def outlook_words(outlook: Outlook) -> str:
    """Return the label that customers read while a request lies at a department."""
    return label_words(Label(str(outlook)))


def _offer(form: DepartmentForm, but: str) -> None:
    form.stands_among(_names(Department, but))
    form.outlook.offered = [(str(outlook), outlook_words(outlook)) for outlook in Outlook]


def _names(kind: type[Service] | type[Department], but: str = "") -> list[str]:
    return [named(one, "name") for one in catalogue_of(kind) if one.slug != but]


def _name(now: dict[str, Any]) -> str:
    return now[f"name_{language()}"]


def _service_now(slug: str) -> dict[str, Any]:
    row, filled = _now(Service, slug)
    return filled | {"icon": row.icon}


def _department_now(slug: str) -> dict[str, Any]:
    row, filled = _now(Department, slug)
    return filled | {
        "sentence_nl": row.sentence_nl,
        "sentence_en": row.sentence_en,
        "hours": "" if row.hours is None else str(row.hours),
        "outlook": str(row.outlook),
    }


def _now(kind: type[Service] | type[Department], slug: str) -> tuple[Any, dict[str, Any]]:
    """Return a row, and what a form shows of it; 404 when there is none."""
    rows = list(catalogue_of(kind))
    place = next((place for place, one in enumerate(rows) if one.slug == slug), None)
    if place is None:
        abort(404)
    row = rows[place]
    return row, {
        "version": row.version,
        "name_nl": row.name_nl,
        "name_en": row.name_en,
        "place": str(place),
        "archived": not row.active,
    }
