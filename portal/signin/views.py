"""Sign in and out, and choose an organisation."""

import math

from flask import (
    Blueprint,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from portal.web.language import ZONE
from portal.web.limits import FROM_ONE_PLACE, PASSWORDS, everybody, limiter
from portal.web.views import place_of
from tenants.accounts import keep_stronger
from tenants.clock import now
from tenants.context import Visitor, memberships_of
from tenants.database import write_transaction
from tenants.guard import public, requires, while_looking
from tenants.looking import end_look
from tenants.passwords import hash_password, is_outdated, verify_password
from tenants.permissions import Action
from tenants.providers import Offer, offer_for, password_counts
from tenants.sessions import (
    Proof,
    account_to_check,
    end_session,
    forget_failures,
    locked_until,
    note_failure,
)

from .addresses import folded_address
from .arriving import go_on, proved
from .attempts import note_attempt
from .forms import SignInForm
from .history import WORK_WANTED

blueprint = Blueprint("signin", __name__)


@blueprint.get("/signin")
@public("this is where people sign in")
def signin() -> str:
    """Ask for the address; the page reads nothing from the database."""
    form = SignInForm(formdata=None, data={"next": request.args.get("next", "")})
    return render_template("signin/address.html", form=form)


@blueprint.post("/signin")
@public("this is where people sign in")
@limiter.limit(FROM_ONE_PLACE, methods=["POST"])
@limiter.limit(PASSWORDS, methods=["POST"], key_func=everybody, exempt_when=lambda: not _step_two())
def try_sign_in() -> Response | tuple[str, int] | str:
    """Show the second step for any address, known or not; with a password, sign in or say they do not match."""
    form = SignInForm()
    step_two = _step_two()
    page = "signin/password.html" if step_two else "signin/address.html"
    if not form.validate_on_submit():
        return render_template(page, form=form, offer=None), 422
    email = folded_address(form.email.data)
    if not email:
        form.email.errors = [_("This is no e-mail address. Write it like this: name@example.com")]
        return render_template("signin/address.html", form=form), 422
    offer = offer_for(email)
    if not step_two:
        return render_template("signin/password.html", form=form, offer=offer)
    if until := locked_until(email):
        wait = max(1, math.ceil((until - now()).total_seconds()))
        form.password.errors = [_("Too many tries. Try again after %(time)s", time=f"{until.astimezone(ZONE):%H:%M}")]
        answer = make_response(render_template(page, form=form, offer=offer), 429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    return _check(form, email, form.password.data or "", offer)


def _step_two() -> bool:
    return "password" in request.form


def _check(form: SignInForm, email: str, password: str, offer: Offer | None) -> Response | tuple[str, int]:
    found = account_to_check(email)
    account_id, password_hash, active = found or (0, None, False)
    counts = password_counts(offer, account_id)
    right = verify_password(password_hash, password) and active  # hashes for unknown addresses too
    if not (right and counts):
        with write_transaction():
            note_failure(email)
            note_attempt(account_id or None, False, request.remote_addr or "", WORK_WANTED if right else "password")
        if offer is not None and offer.enforced:  # the same for a right password as for a wrong one
            form.password.errors = [_("This password does not count here. Sign in with your work account")]
        else:
            form.password.errors = [_("These details do not match. Check your e-mail address and password")]
        return render_template("signin/password.html", form=form, offer=offer), 422
    known = password_hash or ""
    stronger = hash_password(password) if is_outdated(known) else ""  # takes time, so before the transaction
    with write_transaction():
        forget_failures(email)
        if stronger:
            keep_stronger(account_id, known, stronger)
        arrival = proved(account_id, Proof.PASSWORD)
    return go_on(arrival, form.next.data)


@blueprint.post("/signout")
@public("signing out works with an ended session too")
@while_looking
def signout() -> Response:
    """End the session and say so."""
    account, _dot, token = str(session.get("_user_id", "")).partition(".")
    if current_user.is_authenticated and token:
        with write_transaction(while_looking=True):
            end_look(current_user.session_id)
            end_session(int(account), token)
    logout_user()
    session.clear()
    return redirect(url_for("signin.signed_out"))


@blueprint.get("/signed-out")
@public("shown after signing out")
def signed_out() -> str:
    """Say that the session ended."""
    return render_template("signin/signed_out.html")


@blueprint.get("/organisations")
@requires(Action.ENTER)
def choose() -> str:
    """Show the organisations an account is a member of, as links."""
    visitor: Visitor = g.visitor
    places = [(name, place_of(key, name, door)) for key, name, door in memberships_of(visitor.account_id)]
    return render_template("signin/choose.html", places=places, service=current_app.config.get("SERVICE_NAME"))
