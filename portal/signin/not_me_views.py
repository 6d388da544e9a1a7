"""Behind the link in the mail about a new device: that was not me. Opening it writes nothing."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import logout_user

from portal.web.language import said
from portal.web.limits import limiter
from tenants.database import write_transaction
from tenants.devices import Told, device_of_link, disown
from tenants.errors import NotFound
from tenants.guard import public
from tenants.passwords import hash_password, new_token

from .device_words import device_words
from .ended import link_ended
from .forms import ButtonForm

blueprint = Blueprint("not_me", __name__, url_prefix="/not-me")
REASON = "the link in the mail is the proof; it works once, and takes access away, it gives none"


@blueprint.get("/<token>")
@public(REASON)
@limiter.limit("60/minute")
def show(token: str) -> Any:
    """Show which device it is about, and the button."""
    device = device_of_link(token)
    return _ended() if device is None else _page(token, device)


@blueprint.post("/<token>")
@public(REASON)
@limiter.limit("20/minute")
def disowning(token: str) -> Any:
    """Sign out everywhere, and send a mail to choose a new password; the one there was works no more."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    if device_of_link(token) is None:
        return _ended()
    nobodys = hash_password(new_token())
    try:
        with write_transaction():
            disown(token, nobodys)
    except NotFound:
        return _ended()
    logout_user()
    flash(_("Every device is signed out. The old password no longer works."), "ok")
    return redirect(url_for("recovery.asked"), 303)


def _page(token: str, device: Told) -> str:
    return render_template(
        "signin/not_me.html",
        token=token,
        email=device.email,
        device=device_words(device.user_agent),
        at=said(device.at),
    )


def _ended() -> tuple[str, int]:
    return link_ended(
        _("A link works once, for 7 days. Is something not right? Then choose a new password."),
        url_for("recovery.forgot"),
        _("Forgot your password"),
    )
