"""Come in by an invitation. Opening the link writes nothing: mail scanners press links."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from portal.notices.topics import all_but, topic_words, wanted_but
from portal.web.limits import limiter
from portal.web.speech import speak_anew
from tenants.accounts import mute
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import public
from tenants.joining import Came, Invited, accept, activate, invitation_of, renew
from tenants.password_rules import accept_password
from tenants.passwords import hash_password
from tenants.providers import offer_for

from . import history
from .entering import enter, opened
from .forms import ActivationForm, ButtonForm

blueprint = Blueprint("joining", __name__, url_prefix="/activate")
REASON = "the link in the mail is the proof; it is for one person and works once"


@blueprint.get("/<token>")
@public(REASON)
@limiter.limit("60/minute")
def show(token: str) -> Any:
    """Show the form of a new account, or the invitation to who has one."""
    visitor = _visitor()
    invited = invitation_of(token)
    if invited is None or not invited.live:
        return _ended(token)
    if not invited.new_here:
        return _invitation_page(token, invited, visitor)
    if at_work := _at_work(invited):
        return at_work
    if "language" not in session:
        _speak(invited.account.language)
    known = {"name": invited.person.name, "language": invited.account.language}
    form = ActivationForm(formdata=None, data=known | {"wanted": wanted_but(invited.account.muted)})
    return _account_page(token, invited, form)


@blueprint.post("/<token>")
@public(REASON)
@limiter.limit("20/minute")
def make_account(token: str) -> Any:
    """Make the account, sign in, and go to the start page."""
    invited = invitation_of(token)
    if invited is None or not (invited.live and invited.new_here):
        return _ended(token)
    if at_work := _at_work(invited):
        return at_work, 403
    form = ActivationForm()
    if not form.validate_on_submit():
        return _account_page(token, invited, form), 422
    password = form.password.data or ""
    context = (form.name.data, invited.account.email, invited.organisation_name, current_app.config["SERVICE_NAME"])
    try:
        accept_password(password, (*context, "Balie"))
        hashed = hash_password(password)
        with write_transaction():
            came = activate(token, form.name.data, form.language.data, hashed)
            mute(came.account_id, all_but(form.wanted.data or ()))
            name = opened(came.account_id)
            history.keep_this(came.account_id, "link")
    except Invalid as refusal:
        form.refuse(refusal)
        return _account_page(token, _still(token), form), 422
    except NotFound:
        return _ended(token)
    _speak(form.language.data)
    enter(name)
    if invited.to_desk:
        flash(_("Welcome. Your account is ready."), "ok")
        return redirect("/", 303)
    flash(_("Welcome. Your account is ready: here you ask us your questions, and follow what happens to them."), "ok")
    return _inside(came)


@blueprint.post("/<token>/acceptance")
@public(REASON)
@limiter.limit("20/minute")
def take(token: str) -> Any:
    """Join one more organisation with the account that is signed in."""
    visitor = _visitor()
    if visitor is None or not ButtonForm().validate_on_submit():
        abort(400)
    invited = invitation_of(token)
    to_desk = invited is not None and invited.to_desk
    try:
        with write_transaction():
            came = accept(token, visitor.account_id)
    except NotFound:
        return _ended(token)
    if to_desk:
        flash(_("You can now also work at the desk."), "ok")
        return redirect("/", 303)
    flash(_("You can now also ask questions here."), "ok")
    return _inside(came)


@blueprint.post("/<token>/renewal")
@public(REASON)
@limiter.limit("5/minute;20/hour")
def ask_again(token: str) -> Any:
    """Send a new link to the same address, if the invitation still stands; the answer is always the same."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    with write_transaction():
        renew(token)
    flash(_("If the invitation still stands, you get an e-mail with a new link in a moment."), "info")
    return redirect(url_for("signin.signin"), 303)


def _inside(came: Came) -> Any:
    """Go to the start page; the first admin of an organisation goes to what there is to set up."""
    return redirect(url_for("welcome.tasks" if came.first_admin else "tickets.start", key=came.key), 303)


def _speak(language: str) -> None:
    """Go on in the language of the mail, or the one that was just chosen: nothing is said in two languages."""
    session["language"] = language
    speak_anew()


def _at_work(invited: Invited) -> str:
    """Return the page for who comes in with the work account and no other way; "" for everybody else."""
    email = invited.account.email
    offer = offer_for(email)
    enforced = offer is not None and offer.enforced
    return render_template("signin/activate_at_work.html", offer=offer, email=email) if enforced else ""


def _visitor() -> Any:
    """Return who is signed in. Asked first: finding them enters another scope than the invitation's."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # type: ignore[attr-defined]


def _still(token: str) -> Invited:
    invited = invitation_of(token)
    if invited is None:
        raise NotFound
    return invited


def _account_page(token: str, invited: Invited, form: ActivationForm) -> str:
    return render_template("signin/activate.html", token=token, invited=invited, form=form, topics=topic_words())


def _invitation_page(token: str, invited: Invited, visitor: Any) -> str:
    mine = visitor is not None and visitor.account_id == invited.account.id
    return render_template("signin/invitation.html", token=token, invited=invited, visitor=visitor, mine=mine)


def _ended(token: str) -> tuple[str, int]:
    return render_template("signin/activate_ended.html", token=token), 410
