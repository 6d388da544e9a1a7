"""The pages on which the service organisation sets up its customers."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.catalogue.queries import catalogue_of
from portal.editing import saving
from portal.signin.addresses import folded_address
from portal.web.language import LANGUAGES, named
from portal.web.text import one_line
from tenants.domains import domains_of
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .blueprint import blueprint
from .forms import AdminForm, OrganisationForm
from .look_in_views import ask_why
from .organisations import add_organisation, change_organisation, invite_admin
from .queries import Customer, customer, customers
from .rules import folded_key
from .unmanaged import unmanaged


@blueprint.get("/organisations")
@requires(Action.ADMINISTER)
def organisations() -> str:
    """Show the customers by name, narrowed by words."""
    words = one_line(request.args.get("q", ""))[:100]
    after, before = (folded_key(request.args.get(edge, "")) for edge in ("after", "before"))
    only_without = request.args.get("admin") == "none"
    only = [one.id for one in unmanaged()] if only_without else None
    rows, more = customers(g.member, words, after, before, only)
    kept: dict[str, Any] = ({"q": words} if words else {}) | ({"admin": "none"} if only_without else {})
    newer = rows and (after or (before and more))
    older = rows and (before or more)
    return render_template(
        "admin/organisations.html",
        rows=rows,
        words=words,
        only_without=only_without,
        newer=url_for(".organisations", before=rows[0].key.lower(), **kept) if newer else "",
        older=url_for(".organisations", after=rows[-1].key.lower(), **kept) if older else "",
    )


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Add an organisation"))
def new_organisation() -> Any:
    """Add a customer."""
    form = OrganisationForm()
    icons = _offer_services(form)
    return saving.create(
        form,
        "admin/organisation.html",
        lambda: add_organisation(g.member, form.given()).id,
        url_for(".organisation", organisation=(folded_key(form.code.data or "") or "new").lower()),
        customer=None,
        icons=icons,
    )


@blueprint.route("/organisations/<organisation>", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
def organisation(organisation: str) -> Any:
    """Show one customer, and change it."""
    found = customer(g.member, organisation)
    if found is None:
        abort(404)
    if organisation != found.key.lower():
        return _to(found.key)
    if found.closed:
        return ask_why(found)
    form = OrganisationForm(data=_filled(found)) if request.method == "GET" else OrganisationForm()
    icons = _offer_services(form)
    return saving.edit(
        form,
        "admin/organisation.html",
        lambda: change_organisation(g.member, found.key, form.version.data, form.given()),
        lambda: _filled(customer(g.member, found.key) or found),
        url_for(".organisation", organisation=(folded_key(form.code.data or "") or found.key).lower()),
        customer=found,
        icons=icons,
        domains=domains_of(found.id),
    )


@blueprint.route("/organisations/<organisation>/admins/new", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Make somebody an admin"))
def new_admin(organisation: str) -> Any:
    """Invite the first admin of a customer."""
    found = customer(g.member, organisation)
    if found is None:
        abort(404)
    if found.closed:
        return ask_why(found)
    form = AdminForm() if request.method == "POST" else AdminForm(data={"language": found.language})
    form.language.offered = tuple(LANGUAGES.items())
    return saving.create(
        form,
        "admin/admin.html",
        lambda: (
            invite_admin(g.member, found.key, folded_address(form.email.data), form.name.data, form.language.data).id
        ),
        url_for(".organisation", organisation=found.key.lower()),
        customer=found,
    )


def _to(key: str) -> Response:
    return redirect(url_for(".organisation", organisation=key.lower()))


def _filled(found: Customer) -> dict[str, Any]:
    return {
        "version": found.version,
        "name": found.name,
        "code": found.key,
        "customer_number": found.customer_number,
        "language": found.language,
        "services": [row.slug for row in found.services],
    }


def _offer_services(form: OrganisationForm) -> dict[str, str]:
    """Offer all services in the form; return the icon of each by its slug."""
    services = catalogue_of(Service)
    form.offers([(one.slug, named(one, "name")) for one in services])
    return {one.slug: one.icon for one in services}
