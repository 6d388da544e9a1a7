"""Ask to join, and confirm the address. Each address gets the same answer, and opening the link writes nothing."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.signin.ended import link_ended
from portal.signin.forms import ButtonForm
from portal.web.language import choose_language
from portal.web.limits import limiter
from tenants.asking import ask_to_join, confirm_asker, confirming_asker
from tenants.database import write_transaction
from tenants.errors import NotFound
from tenants.guard import public

from .forms import LONGEST, JoinForm

blueprint = Blueprint("join", __name__, url_prefix="/join")
REASON = "who asks to join has no account yet"
LINK = "the link in the mail shows whose mailbox it is; it works once"


@blueprint.get("")
@public(REASON)
def question() -> str:
    """Ask who somebody is."""
    return _page(JoinForm(formdata=None))


@blueprint.post("")
@public(REASON)
@limiter.limit("10/minute;60/hour")
def ask() -> Any:
    """Write down who asks to join; the answer is the same for every address."""
    form = JoinForm()
    if not form.validate_on_submit():
        return _page(form), 422
    with write_transaction():
        ask_to_join(form.folded, form.name.data, form.words.data, choose_language())
    return redirect(url_for(".asked"), 303)


@blueprint.get("/sent")
@public(REASON)
def asked() -> str:
    """Say that a mail comes."""
    return render_template("joining/sent.html")


@blueprint.get("/confirmed")
@public(REASON)
def confirmed() -> str:
    """Say that it is the admins' turn."""
    return render_template("joining/confirmed.html")


@blueprint.get("/<token>")
@public(LINK)
@limiter.limit("60/minute")
def show(token: str) -> Any:
    """Show whose address is confirmed, and where."""
    found = confirming_asker(token)
    return _ended() if found is None else render_template("joining/confirm.html", token=token, found=found)


@blueprint.post("/<token>")
@public(LINK)
@limiter.limit("20/minute")
def confirm(token: str) -> Any:
    """Let the admins see who asks."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    try:
        with write_transaction():
            confirm_asker(token)
    except NotFound:
        return _ended()
    return redirect(url_for(".confirmed"), 303)


def _page(form: JoinForm) -> str:
    return render_template("joining/ask.html", form=form, longest=LONGEST)


def _ended() -> Any:
    return link_ended(
        _("A link works once, for 7 days. Did you use it? Then your question lies with the admins."),
        url_for(".question"),
        _("Ask again"),
    )
