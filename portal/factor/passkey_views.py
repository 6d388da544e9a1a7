"""Somebody's own passkeys: make one, give it another name, remove it."""

from typing import Any

from flask import Response, abort, current_app, flash, g, jsonify, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.signin.challenges import new_challenge, own_challenge
from portal.signin.entering import enter, opened
from portal.signin.factor_letters import tell_owner
from portal.web.forms import Form
from portal.web.limits import limiter
from tenants.accounts import own_account
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.factors import factor_added
from tenants.factors import remove_passkey as remove_own_passkey
from tenants.guard import dangerous, requires
from tenants.passkeys import Refused, add_passkey, passkeys_of, rename_passkey, spend
from tenants.passwords import is_handle
from tenants.permissions import Action

from .app_views import added, removal
from .forms import MakeForm, NameForm
from .views import blueprint, overview

PURPOSE = "make a passkey"


@blueprint.post("/passkeys/options")
@requires(Action.ENTER)
@dangerous(lazy_gettext("Make a passkey"))
@limiter.limit("20/minute")
def passkey_options() -> Any:
    """Tell the browser what to make; a script reads what is wrong, and goes where a fresh proof is asked."""
    from tenants.passkey_answers import creation_options  # only here: see what it says

    form = MakeForm()
    if not form.validate_on_submit():
        return jsonify(words=_wrong(form)), 422
    account = own_account(g.visitor.account_id)
    options = creation_options(account, new_challenge(PURPOSE), current_app.config["SERVICE_NAME"])
    return Response(options, mimetype="application/json")


@blueprint.post("/passkeys")
@requires(Action.ENTER)
@limiter.limit("20/minute")
def add() -> Any:
    """Keep the passkey that the browser made."""
    from tenants.passkey_answers import made

    form, account_id = NameForm(), g.visitor.account_id
    try:
        if not form.validate_on_submit():
            return _again(form), 422
        challenge = own_challenge(PURPOSE)
        new = made(form.answer.data or "", challenge)
        with write_transaction():
            if not spend(challenge):
                raise Refused("answered before")
            add_passkey(account_id, form.name.data, new)
            codes = factor_added(account_id)
            tell_owner(account_id, "passkey")
            name = opened(account_id)
    except Refused:
        form.name.errors = [_("The passkey could not be made. Try again")]
        return _again(form), 422
    except Invalid as refusal:
        form.refuse(refusal)
        return _again(form), 422
    enter(name)
    return added(codes, _("The passkey is there. You can sign in with it."))


def _again(form: NameForm) -> str:
    again = MakeForm(formdata=None, data={"name": form.name.data})
    again.name.errors = form.name.errors or [_wrong(form)]
    return overview(make=again)


def _wrong(form: Form) -> str:
    return next((words for _field, words in form.summary()), "")


@blueprint.post("/passkeys/<passkey>")
@requires(Action.ENTER)
def rename(passkey: str) -> Any:
    """Give a passkey another name."""
    form = NameForm()
    if not form.validate_on_submit():
        flash(_wrong(form), "bad")
        return redirect(url_for(".show"), 303)
    with write_transaction():
        known = is_handle(passkey) and rename_passkey(g.visitor.account_id, passkey, form.name.data)
    if not known:
        abort(404)
    flash(_("Saved."), "ok")
    return redirect(url_for(".show"), 303)


@blueprint.route("/passkeys/<passkey>/removal", methods=["GET", "POST"])
@requires(Action.ENTER)
@dangerous(lazy_gettext("Remove a passkey"))
@limiter.limit("20/minute")
def remove_passkey(passkey: str) -> Any:
    """Remove a passkey; every other session ends."""
    account_id = g.visitor.account_id
    one = next((one for one in passkeys_of(account_id) if one.handle == passkey), None)
    if one is None:
        abort(404)
    title = _("Remove the passkey %(name)s", name=one.name)
    address = url_for(".remove_passkey", passkey=passkey)
    return removal(title, lambda: remove_own_passkey(account_id, passkey), address)
