"""A forgotten password: ask for a link, and choose a new one with it. Opening the link writes nothing."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.web.limits import limiter
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import public
from tenants.password_rules import accept_password
from tenants.passwords import hash_password
from tenants.recovery import ask_for_recovery, can_recover, recover

from .addresses import folded_address
from .ended import link_ended
from .forms import ForgotForm, ResetForm

blueprint = Blueprint("recovery", __name__)
REASON = "who forgot the password is not signed in"
LINK = "the link in the mail is the proof; it works once"


@blueprint.get("/forgot")
@public(REASON)
def forgot() -> str:
    """Ask for the address."""
    return render_template("signin/forgot.html", form=ForgotForm(formdata=None))


@blueprint.post("/forgot")
@public(REASON)
@limiter.limit("10/minute;60/hour")
def ask() -> Any:
    """Write down for which address a new password is asked; the answer is the same for every address."""
    form = ForgotForm()
    if not form.validate_on_submit():
        return render_template("signin/forgot.html", form=form), 422
    address = folded_address(form.email.data)
    if not address:
        form.email.errors = [_("This is no e-mail address. Write it like this: name@example.com")]
        return render_template("signin/forgot.html", form=form), 422
    with write_transaction():
        ask_for_recovery(address)
    return redirect(url_for(".asked"), 303)


@blueprint.get("/forgot/sent")
@public(REASON)
def asked() -> str:
    """Say that a mail comes when the address is known."""
    return render_template("signin/forgot_sent.html")


@blueprint.get("/reset/<token>")
@public(LINK)
@limiter.limit("60/minute")
def show(token: str) -> Any:
    """Show the field for a new password."""
    if can_recover(token) is None:
        return _ended()
    return render_template("signin/reset.html", form=ResetForm(formdata=None), token=token)


@blueprint.post("/reset/<token>")
@public(LINK)
@limiter.limit("20/minute")
def choose(token: str) -> Any:
    """Set the new password; every session ends."""
    address = can_recover(token)
    if address is None:
        return _ended()
    form = ResetForm()
    try:
        if not form.validate_on_submit():
            return render_template("signin/reset.html", form=form, token=token), 422
        password = form.password.data or ""
        accept_password(password, (address, current_app.config["SERVICE_NAME"], "Balie"))
        hashed = hash_password(password)
        with write_transaction():
            recover(token, hashed)
    except Invalid as refusal:
        form.refuse(refusal)
        return render_template("signin/reset.html", form=form, token=token), 422
    except NotFound:
        return _ended()
    flash(_("Your password is changed. Sign in with it."), "ok")
    return redirect(url_for("signin.signin"), 303)


def _ended() -> Any:
    return link_ended(
        _("A link works once, for 1 hour. Ask for a new one."), url_for("recovery.forgot"), _("Ask for a new link")
    )
