"""Confirm another e-mail address: by the link that went there, with the password of the account."""

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from portal.outbox.verbs import post
from portal.web.limits import limiter
from tenants.addresses import Confirming, confirm_address, confirming
from tenants.database import write_transaction
from tenants.errors import NotFound
from tenants.guard import public
from tenants.recovery import place_of
from tenants.sessions import Proof

from .arriving import go_on, proved
from .checking import refusal_of
from .ended import link_ended
from .forms import ConfirmForm

blueprint = Blueprint("address", __name__, url_prefix="/address")
REASON = "the link in the mail shows who reads the new mailbox; the password shows whose account it is"


@blueprint.get("/<token>")
@public(REASON)
@limiter.limit("60/minute")
def show(token: str) -> Any:
    """Ask for the password. Opening the link changes nothing: mail scanners press links."""
    found = confirming(token)
    return _ended() if found is None else _page(token, found, ConfirmForm(formdata=None))


@blueprint.post("/<token>")
@public(REASON)
@limiter.limit("10/minute")
def confirm(token: str) -> Any:
    """Give the account its new address, and sign in here; every other session ends."""
    found = confirming(token)
    if found is None:
        return _ended()
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _page(token, found, form), 422
    if status := refusal_of(form.password, found.email, found.password_hash):
        return _page(token, found, form), status
    try:
        with write_transaction():
            seed = confirm_address(token)
            arrival = proved(found.account_id, Proof.PASSWORD)
            if place := place_of(found.account_id):
                post("address changed", place.organisation_id, place.person_id, seed=seed)
    except NotFound:
        return _ended()
    answer = go_on(arrival, url_for("account.profile"), 303)
    flash(_("You sign in with %(address)s from now on.", address=found.address), "ok")
    return answer


def _page(token: str, found: Confirming, form: ConfirmForm) -> str:
    return render_template("signin/confirm_address.html", token=token, address=found.address, form=form)


def _ended() -> tuple[str, int]:
    return link_ended(
        _("A link works once, for 1 hour. Sign in and fill in the new address again."),
        url_for("account.address"),
        _("Change the e-mail address"),
    )
