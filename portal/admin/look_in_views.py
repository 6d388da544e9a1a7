"""Before somebody looks at the administration of a customer they say why; its admins read it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.audit.looking_in import look_in
from portal.editing.saving import at_home
from portal.tickets.once import done_before
from tenants.database import write_transaction
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .blueprint import blueprint
from .forms import LookInForm
from .queries import Customer, customer


def ask_why(found: Customer) -> Any:
    """Ask for the reason; who posted something without one finds nothing done."""
    status = 200 if request.method == "GET" else 403
    return _page(found, LookInForm(formdata=None)), status


@blueprint.post("/organisations/<organisation>/look-in")
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Look in at a customer"))
def looking_in(organisation: str) -> Any:
    """Keep the reason, tell the admins, and open the page for an hour."""
    found = customer(g.member, organisation)
    if found is None:
        abort(404)
    form = LookInForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    with write_transaction(), at_home():
        if not done_before(g.member, form.key.data or "")[0]:
            look_in(g.member, found.id, form.reason.data)
    flash(_("The admins of %(name)s are told that you look in, and why.", name=found.name), "info")
    return redirect(url_for(".organisation", organisation=found.key.lower()), 303)


def _page(found: Customer, form: LookInForm) -> str:
    return render_template("admin/look_in.html", customer=found, form=form)
