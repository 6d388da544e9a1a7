"""The pages of one's own account. They belong to no organisation: the account is the same in each."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.notices.topics import topic_words, wanted_but
from portal.signin.checking import refusal_of
from portal.signin.device_words import device_words
from portal.signin.entering import enter, opened
from portal.signin.history import HOW, page_of_tries
from portal.web.limits import limiter
from portal.web.paging import edge_in, edge_of
from tenants.accounts import change_password, change_profile, mute, own_account
from tenants.addresses import waiting_address
from tenants.clock import now
from tenants.context import Visitor
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.factors import has_second_factor
from tenants.guard import dangerous, requires
from tenants.own_places import own_places
from tenants.password_rules import accept_password
from tenants.passwords import hash_password
from tenants.permissions import Action
from tenants.sessions import end_one, end_sessions, forget_failures, open_sessions

from .forms import ButtonForm, EndForm, MailsForm, PasswordForm, ProfileForm

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
@requires(Action.ENTER)
def profile() -> str:
    """Show name, language and theme, and the organisations somebody is in."""
    account = own_account(g.visitor.account_id)
    form = ProfileForm(formdata=None, data={"name": account.name, "language": account.language, "theme": account.theme})
    return _profile_page(form)


@blueprint.post("")
@requires(Action.ENTER)
def save_profile() -> Any:
    """Keep name, language and theme."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _profile_page(form), 422
    with write_transaction():
        change_profile(g.visitor.account_id, form.name.data, form.language.data, form.theme.data)
    flash(_("Saved."), "ok")
    return redirect(url_for(".profile"), 303)


def _profile_page(form: ProfileForm) -> str:
    visitor: Visitor = g.visitor
    email, waiting = own_account(visitor.account_id).email, waiting_address(visitor.account_id)
    return render_template(
        "account/profile.html", form=form, places=own_places(visitor.account_id), email=email, waiting=waiting
    )


@blueprint.get("/notifications")
@requires(Action.ENTER)
def notifications() -> str:
    """Show which mails come, and which somebody may switch off."""
    muted = own_account(g.visitor.account_id).muted
    form = MailsForm(formdata=None, data={"wanted": wanted_but(muted)})
    return render_template("account/notifications.html", form=form, topics=topic_words())


@blueprint.post("/notifications")
@requires(Action.ENTER)
def save_notifications() -> Any:
    """Keep which mails somebody wants."""
    form = MailsForm()
    if not form.validate_on_submit():
        return render_template("account/notifications.html", form=form, topics=topic_words()), 422
    with write_transaction():
        mute(g.visitor.account_id, form.muted)
    flash(_("Saved."), "ok")
    return redirect(url_for(".notifications"), 303)


@blueprint.get("/security")
@requires(Action.ENTER)
def security() -> str:
    """Show where somebody is signed in, and the form that changes the password."""
    return _security_page(PasswordForm(formdata=None))


@blueprint.post("/security/password")
@requires(Action.ENTER)
@limiter.limit("10/minute")
def save_password() -> Any:
    """Change the password: every other session ends, and this one gets a new name."""
    visitor: Visitor = g.visitor
    form = PasswordForm()
    account = own_account(visitor.account_id)
    email, known_hash = account.email, account.password_hash
    if not form.validate_on_submit():
        return _security_page(form), 422
    if status := refusal_of(form.current, email, known_hash):
        return _security_page(form), status
    try:
        password = form.password.data or ""
        accept_password(password, (visitor.name, email, current_app.config["SERVICE_NAME"], "Balie"))
    except Invalid as refusal:
        form.refuse(refusal)
        return _security_page(form), 422
    hashed = hash_password(password)
    with write_transaction():
        forget_failures(email)
        change_password(visitor.account_id, hashed)
        name = opened(visitor.account_id)
    enter(name)
    flash(_("Your password is changed. You are signed out on all other devices."), "ok")
    return redirect(url_for(".security"), 303)


@blueprint.post("/security/sessions")
@requires(Action.ENTER)
@dangerous(lazy_gettext("Sign out on other devices"))
def end_session() -> Any:
    """End one session by its public name."""
    form = EndForm()
    if not form.validate_on_submit() or not form.name.data:
        abort(422)
    with write_transaction():
        known = end_one(g.visitor.account_id, form.name.data)
    if not known:
        abort(404)
    flash(_("Signed out on that device."), "ok")
    return redirect(url_for(".security"), 303)


@blueprint.post("/security/sessions/all")
@requires(Action.ENTER)
@dangerous(lazy_gettext("Sign out on other devices"))
def end_others() -> Any:
    """End every session but this one, which gets a new name."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    with write_transaction():
        end_sessions(g.visitor.account_id)
        name = opened(g.visitor.account_id)
    enter(name)
    flash(_("Signed out on all other devices."), "ok")
    return redirect(url_for(".security"), 303)


@blueprint.get("/security/history")
@requires(Action.ENTER)
def history() -> str:
    """Show when and where somebody signed in, and was refused, newest first."""
    after, before = edge_in(request.args.get("after")), edge_in(request.args.get("before"))
    rows, more = page_of_tries(g.visitor.account_id, after, None if after else before)
    newer, older = rows and (after or (before and more)), rows and (before or more)
    return render_template(
        "account/history.html",
        rows=[(one, device_words(one.user_agent), str(HOW.get(one.how, one.how))) for one in rows],
        newer=url_for(".history", before=edge_of(rows[0].at, rows[0].mark)) if newer else "",
        older=url_for(".history", after=edge_of(rows[-1].at, rows[-1].mark)) if older else "",
    )


def _security_page(form: PasswordForm) -> str:
    visitor: Visitor = g.visitor
    rows = [
        (device_words(one.user_agent), one, now() if one.this_one else one.used_at)
        for one in open_sessions(visitor.account_id, visitor.session_id)
    ]
    second_step = has_second_factor(visitor.account_id)
    return render_template("account/security.html", form=form, sessions=rows, second_step=second_step)
