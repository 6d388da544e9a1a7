"""The page that asks who somebody is once more, and after it the press that sends what was kept."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.web.limits import limiter
from portal.web.views import own_path
from tenants.accounts import own_account
from tenants.database import write_transaction
from tenants.factors import has_second_factor
from tenants.guard import requires
from tenants.permissions import Action
from tenants.sessions import forget_failures

from .attempts import note_attempt
from .checking import refusal_of
from .ended import link_ended
from .forms import ProofForm, ReadProofForm
from .proof import WAYS, kept_of, prove_session, words_of

blueprint = Blueprint("proof", __name__, url_prefix="/account/proof")


@blueprint.get("/<token>")
@requires(Action.ENTER)
def ask(token: str) -> Any:
    """Ask the proof; when it was given lately, offer what was kept to be sent."""
    kept = kept_of(token)
    if kept is None:
        return _gone()
    if g.visitor.fresh:
        return render_template("signin/proved.html", kept=kept)
    return _page(ProofForm(formdata=None), kept.words, url_for(".ask", token=token))


@blueprint.post("/<token>")
@requires(Action.ENTER)
@limiter.limit("10/minute")
def prove(token: str) -> Any:
    """Take the proof, and show what was kept."""
    kept = kept_of(token)
    if kept is None:
        return _gone()
    back = url_for(".ask", token=token)
    form = ProofForm()
    return _taken(form, token, back) or _page(form, kept.words, back)


@blueprint.get("")
@requires(Action.ENTER)
def ask_to_read() -> Any:
    """Ask the proof before a page that is read."""
    wanted = own_path(request.args.get("next"))
    if g.visitor.fresh:
        return redirect(wanted)
    form = ReadProofForm(formdata=None, data={"next": wanted})
    return _page(form, words_of(wanted), url_for(".ask_to_read", next=wanted))


@blueprint.post("")
@requires(Action.ENTER)
@limiter.limit("10/minute")
def prove_to_read() -> Any:
    """Take the proof, and open the page."""
    form = ReadProofForm()
    wanted = own_path(form.next.data)
    back = url_for(".ask_to_read", next=wanted)
    return _taken(form, wanted, wanted) or _page(form, words_of(wanted), back)


def _taken(form: ProofForm, code: str, further: str) -> Any:
    """Note a right password and go further; None when the form says what is wrong."""
    if not form.validate_on_submit():
        return None
    account = own_account(g.visitor.account_id)
    account_id, email, password_hash = account.id, account.email, account.password_hash
    if not _password_is_enough(account_id, password_hash):
        form.refused(422)
        return None
    if form.refused(refusal_of(form.password, email, password_hash)):
        if form.status == 422:
            with write_transaction():
                note_attempt(account_id, False, request.remote_addr or "")
        return None
    with write_transaction():
        forget_failures(email)
        prove_session(code)
    return redirect(further, 303)


def _password_is_enough(account_id: int, password_hash: str | None) -> bool:
    """Say whether the password proves it; who has a second factor, or no password, signs in again."""
    return password_hash is not None and not has_second_factor(account_id)


def _page(form: ProofForm, words: str, back: str) -> Any:
    account = own_account(g.visitor.account_id)
    ways = [way for find in WAYS if (way := find(account.id, back))]
    page = render_template(
        "signin/proof.html",
        form=form,
        words=words,
        action=back,
        email=account.email,
        asks_password=_password_is_enough(account.id, account.password_hash),
        ways=ways,
        reading=isinstance(form, ReadProofForm),
    )
    return page, form.status


def _gone() -> Any:
    return link_ended(_("We keep for one hour what you sent. Do it once more, please."), "/", _("To the start page"))
