"""Ask for another e-mail address for one's own account."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.outbox.verbs import post
from portal.signin.addresses import AddressForm
from portal.web.limits import limiter
from tenants.accounts import own_account
from tenants.addresses import ask_for_address
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.permissions import Action
from tenants.recovery import place_of

from .views import blueprint


@blueprint.route("/address", methods=["GET", "POST"])
@requires(Action.ENTER)
@limiter.limit("20/minute")
def address() -> Any:
    """Ask for another address; the answer is the same whoever has it already."""
    form = AddressForm()
    email = own_account(g.visitor.account_id).email
    if form.validate_on_submit():
        try:
            form.refuse_same(email)
            with write_transaction():
                _asked(g.visitor.account_id, form.folded)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("We sent a link to %(address)s. It works for 1 hour.", address=form.folded), "ok")
            return redirect(url_for(".profile"), 303)
    return render_template("account/address.html", form=form, email=email), 422 if form.errors else 200


def _asked(account_id: int, wanted: str) -> None:
    seed = ask_for_address(account_id, wanted)
    if seed and (place := place_of(account_id)):
        post("address", place.organisation_id, place.person_id, seed=seed)
