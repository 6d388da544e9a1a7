"""Sign in with a passkey: instead of address and password, or after the password."""

from typing import Any

from flask import Blueprint, Response, render_template, session
from flask_babel import gettext as _

from portal.web.limits import FROM_ONE_PLACE, limiter
from tenants.database import write_transaction
from tenants.everywhere import tell_everywhere
from tenants.guard import public
from tenants.halfway import Waiting, arrive
from tenants.passkeys import Refused, Shown, note_shown, spend
from tenants.providers import own_proof_counts
from tenants.sessions import Proof, forget_failures

from .arriving import HALF_WAY, WANTED, Arrival, go_on, let_in
from .challenges import new_challenge, own_challenge
from .code_views import counted_as, page, start_again, waiting_here
from .factor_letters import tell_owner
from .forms import CodeForm, PasskeyForm, SignInForm

blueprint = Blueprint("passkey", __name__, url_prefix="/signin/passkey")
REASON = "who shows a passkey is not signed in yet"
ALONE, SECOND = "sign in", "second step"


class AtWorkOnly(Exception):
    """The organisation of this account signs in by itself, and in no other way."""


@blueprint.post("/options")
@public(REASON)
@limiter.limit(FROM_ONE_PLACE)
def options() -> Any:
    """Tell the browser what to ask of a passkey; the same for everybody who has not shown a password."""
    from tenants.passkey_answers import request_options  # only here: see what it says

    form = PasskeyForm()
    if not form.validate_on_submit():
        return Response(status=400)
    waiting = waiting_here() if form.second.data else None
    challenge = new_challenge(SECOND if waiting else ALONE)
    return Response(request_options(challenge, waiting.account_id if waiting else None), mimetype="application/json")


@blueprint.post("")
@public(REASON)
@limiter.limit(FROM_ONE_PLACE)
def check() -> Any:
    """Sign in with the answer of a passkey."""
    from tenants.passkey_answers import shown

    form = PasskeyForm()
    waiting = waiting_here() if form.second.data else None
    if not form.validate_on_submit():
        return _refused(waiting, form)
    if form.second.data and waiting is None:
        return start_again()
    try:
        challenge = own_challenge(SECOND if waiting else ALONE)
        one = shown(form.answer.data or "", challenge, waiting.account_id if waiting else None)
        with write_transaction():
            arrival = _arrival(one, challenge, waiting, bool(form.remember.data))
    except AtWorkOnly:
        return _refused(waiting, form, _("A passkey does not count here. Sign in with your work account."))
    except Refused as refusal:
        if refusal.copied is not None:
            with write_transaction():
                tell_everywhere("member.passkey refused", refusal.copied)
                tell_owner(refusal.copied, "copied")
        return _refused(waiting, form)
    return go_on(arrival, session.get(WANTED) if waiting else form.next.data)


def _arrival(one: Shown, challenge: bytes, waiting: Waiting | None, remembering: bool) -> Arrival:
    """Open the session, inside the write transaction.

    Raises Refused when this was answered before, AtWorkOnly where the organisation's own sign-in is the only way.
    """
    if not spend(challenge) or not note_shown(one):
        raise Refused("answered before")
    if waiting is None:
        if not own_proof_counts(one.account_id):
            raise AtWorkOnly
        return let_in(one.account_id, Proof.PASSKEY)
    if not arrive(session[HALF_WAY]):
        raise Refused("waited for no more")
    forget_failures(counted_as(one.account_id))
    return let_in(one.account_id, waiting.proof, remembering)


def _refused(waiting: Waiting | None, form: PasskeyForm, words: str = "") -> tuple[str, int]:
    words = words or _("This passkey was not accepted. Try again, or sign in another way.")
    if waiting is not None:
        return page(waiting, CodeForm(formdata=None), words), 422
    again = SignInForm(formdata=None, data={"next": form.next.data})
    return render_template("signin/address.html", form=again, refused=words), 422
