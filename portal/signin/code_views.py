"""The second step of signing in: a code of one's telephone, or a recovery code for who has lost it."""

import math
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, session
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.web.language import ZONE
from portal.web.limits import FROM_ONE_PLACE, limiter
from portal.web.views import own_path
from tenants.clock import now
from tenants.codes import has_app, recovery_codes_left, use_code, use_recovery_code
from tenants.database import write_transaction
from tenants.everywhere import tell_everywhere
from tenants.guard import public
from tenants.halfway import TRIES, Waiting, arrive, count_try, who_waits
from tenants.passkeys import has_passkey
from tenants.sessions import forget_failures, locked_until, note_failure

from .arriving import HALF_WAY, WANTED, Arrival, go_on, let_in
from .factor_letters import tell_owner
from .forms import CodeForm, RecoveryCodeForm

blueprint = Blueprint("code", __name__, url_prefix="/signin")
REASON = "who shows a second proof is not signed in yet; the first one is remembered in this browser"


@blueprint.get("/code")
@public(REASON)
def show() -> Any:
    """Ask for the code, or the passkey."""
    waiting = waiting_here()
    return start_again() if waiting is None else page(waiting, CodeForm(formdata=None))


@blueprint.post("/code")
@public(REASON)
@limiter.limit(FROM_ONE_PLACE)
def check() -> Any:
    """Sign in with a code of the app; each works once."""
    waiting, form = waiting_here(), CodeForm()
    if waiting is None:
        return start_again()

    def use(account_id: int) -> bool:
        return use_code(account_id, form.code.data)

    return _checked(form, waiting, use, page, _("This code is not right. Fill in the newest code of the app"))


@blueprint.get("/recovery-code")
@public(REASON)
def recovery() -> Any:
    """Ask for a recovery code."""
    waiting = waiting_here()
    return start_again() if waiting is None else _recovery_page(waiting, RecoveryCodeForm(formdata=None))


@blueprint.post("/recovery-code")
@public(REASON)
@limiter.limit(FROM_ONE_PLACE)
def check_recovery() -> Any:
    """Sign in with a recovery code; its owner gets a mail."""
    waiting, form = waiting_here(), RecoveryCodeForm()
    if waiting is None:
        return start_again()
    left = []

    def use(account_id: int) -> bool:
        if not use_recovery_code(account_id, form.code.data):
            return False
        left.append(recovery_codes_left(account_id))
        tell_owner(account_id, "recovery code")
        return True

    wrong = _("This is no recovery code that still works. Each works once")
    answer = _checked(form, waiting, use, _recovery_page, wrong)
    if left:
        words = ngettext("You have %(num)s recovery code left.", "You have %(num)s recovery codes left.", left[0])
        flash(words, "info")
    return answer


def _checked(
    form: Any, waiting: Waiting, use: Callable[[int], bool], shown: Callable[[Waiting, Any], str], wrong: str
) -> Any:
    """Let in who typed a code that `use` takes; everybody else reads why not."""
    if not form.validate_on_submit():
        return shown(waiting, form), 422
    if until := locked_until(counted_as(waiting.account_id)):
        return too_many(until, form, lambda: shown(waiting, form))
    with write_transaction():
        arrival, tries = _arrival(waiting, use, bool(form.remember.data))
    if arrival is not None:
        return go_on(arrival, session.get(WANTED))
    if tries >= TRIES:
        flash(_("Too many wrong codes. Sign in again."), "bad")
        return start_again()
    form.code.errors = [wrong]
    return shown(waiting, form), 422


def _arrival(waiting: Waiting, use: Callable[[int], bool], remembering: bool) -> tuple[Arrival | None, int]:
    """Open the session inside the write transaction, or count a wrong code and return which one it was."""
    token, account_id = session[HALF_WAY], waiting.account_id
    if use(account_id) and arrive(token):
        forget_failures(counted_as(account_id))
        return let_in(account_id, waiting.proof, remembering), 0
    note_failure(counted_as(account_id))
    tell_everywhere("member.code refused", account_id)
    return None, count_try(token)


def counted_as(account_id: int) -> str:
    """Return under what wrong codes of an account are counted: no address, which always has an @."""
    return f"second factor of {account_id}"


def waiting_here() -> Waiting | None:
    """Return who is half way in this browser."""
    return who_waits(session.get(HALF_WAY, ""))


def start_again() -> Any:
    """Lead to the page that was wanted: past the sign-in page, for who is not signed in.

    The cookie stays as it is: who pressed twice may hold the one of a session by now.
    """
    return redirect(own_path(session.get(WANTED)), 303)


def too_many(until: Any, form: Any, shown: Callable[[], str]) -> Any:
    """Say how long no code is looked at."""
    form.code.errors = [_("Too many tries. Try again after %(time)s", time=f"{until.astimezone(ZONE):%H:%M}")]
    answer = make_response(shown(), 429)
    answer.headers["Retry-After"] = str(max(1, math.ceil((until - now()).total_seconds())))
    return answer


def page(waiting: Waiting, form: CodeForm, refused: str = "") -> str:
    """Show the second step: a field for who has an app, a button for who has a passkey."""
    return render_template(
        "signin/code.html",
        form=form,
        app=has_app(waiting.account_id),
        passkey=has_passkey(waiting.account_id),
        refused=refused,
    )


def _recovery_page(_waiting: Waiting, form: RecoveryCodeForm) -> str:
    return render_template("signin/recovery_code.html", form=form)
