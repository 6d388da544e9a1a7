"""The pages on which the service organisation keeps the domains of a customer."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.editing.saving import at_home
from portal.openid.forms import DomainForm
from tenants.database import write_transaction
from tenants.domains import domains_of
from tenants.errors import Invalid
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .blueprint import blueprint
from .domains import add_domain, remove_domain
from .look_in_views import ask_why
from .queries import Customer, customer


@blueprint.route("/organisations/<organisation>/domains", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Change whose a domain is"))
def domains(organisation: str) -> Any:
    """Show the domains of a customer, and add one."""
    found = _found(organisation)
    if found.closed:
        return ask_why(found)
    form = DomainForm()
    if form.validate_on_submit():
        try:
            with write_transaction(), at_home():
                add_domain(g.member, found.key, form.folded)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".domains", organisation=found.key.lower()), 303)
    return _page(found, form), 422 if form.errors else 200


@blueprint.post("/organisations/<organisation>/domains/removal")
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Change whose a domain is"))
def removing_domain(organisation: str) -> Any:
    """Take a domain away."""
    found = _found(organisation)
    if found.closed:
        return ask_why(found)
    form = DomainForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    with write_transaction(), at_home():
        remove_domain(g.member, found.key, form.folded)
    flash(_("%(name)s is no domain of this organisation any more.", name=form.name.data), "ok")
    return redirect(url_for(".domains", organisation=found.key.lower()), 303)


def _found(organisation: str) -> Customer:
    found = customer(g.member, organisation)
    if found is None:
        abort(404)
    return found


def _page(found: Customer, form: DomainForm) -> str:
    return render_template("admin/domains.html", customer=found, form=form, domains=domains_of(found.id))
