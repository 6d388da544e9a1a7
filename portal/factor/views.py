"""Somebody's own second step: how it stands, and the devices that need not show it."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.signin.device_words import device_words
from portal.web.views import own_path
from tenants.codes import has_app, recovery_codes_left
from tenants.database import write_transaction
from tenants.factors import needs_factor
from tenants.guard import requires
from tenants.passkeys import passkeys_of
from tenants.permissions import Action
from tenants.remembered import forget_devices, remembered_devices

from .forms import ButtonForm, MakeForm

blueprint = Blueprint("factor", __name__, url_prefix="/account/security/second-step")


@blueprint.get("")
@requires(Action.ENTER)
def show() -> str:
    """Show how the second step stands, and what can be done about it."""
    return overview()


def overview(make: MakeForm | None = None) -> str:
    """Render the page, with a form that was refused if there is one, or the name from before a proof was asked."""
    account_id = g.visitor.account_id
    app, passkeys = has_app(account_id), passkeys_of(account_id)
    return render_template(
        "factor/overview.html",
        make=make or MakeForm(formdata=None, data={"name": request.args.get("name", "")[:60]}),
        app=app,
        passkeys=passkeys,
        codes_left=recovery_codes_left(account_id) if app or passkeys else 0,
        devices=[(device_words(one.user_agent), one) for one in remembered_devices(account_id)],
        needed=needs_factor(account_id),
        onward=own_path(request.args.get("next")),
    )


@blueprint.post("/devices")
@requires(Action.ENTER)
def forget_all() -> Any:
    """Forget every remembered device."""
    return _forget("")


@blueprint.post("/devices/<device>")
@requires(Action.ENTER)
def forget(device: str) -> Any:
    """Forget one remembered device."""
    return _forget(device)


def _forget(handle: str) -> Any:
    if not ButtonForm().validate_on_submit():
        abort(400)
    with write_transaction():
        known = forget_devices(g.visitor.account_id, handle)
    if handle and not known:
        abort(404)
    flash(_("Next time that device asks for the second step."), "ok")
    return redirect(url_for(".show"), 303)
