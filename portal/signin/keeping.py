"""A form that is sent after the session ended is kept: after sign-in it is there again, one press away.

Nothing is ever sent by itself. The text goes back only to the account whose session it was, in the browser that
sent it, on the page where it was typed, within an hour.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import current_app, flash, g, jsonify, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict

from portal.web.forms import Form
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.guard import to_factor, to_terms
from tenants.models import Session
from tenants.passwords import new_token, token_hash

from .cookies import cookie_here, give_cookie
from .models import KeptPost

COOKIE = "kept"
KEPT = timedelta(hours=1)
LARGEST = 200_000  # characters
SECRETS = frozenset({"csrf_token", "password", "current"})
"""Fields that are never kept."""
SHOWN = ("ended", "terms")
"""Why a post was kept that is shown again on the page it comes from."""

View = TypeVar("View", bound=Callable[..., Any])
F = TypeVar("F", bound=Form)


def kept_on(page: Callable[[], str]) -> Callable[[View], View]:
    """Mark a route whose posts are kept when the session has ended; `page` says where its form stands."""

    def marked(view: View) -> View:
        view.kept = page  # type: ignore[attr-defined]
        return view

    return marked


kept_after_sign_in = kept_on(lambda: request.path.removesuffix("/replies").removesuffix("/draft"))
"""Mark a route whose posts are kept, and shown again on the page it stands on."""


def keep_post() -> Any:
    """Keep what somebody sends whose session has ended, or who has something to do first; None for everything else."""
    view = current_app.view_functions.get(request.endpoint or "")
    page = getattr(view, "kept", None)
    if request.method != "POST" or page is None:
        return None
    owing = current_user.is_authenticated
    owes = _first_asked() if owing else None
    if owing and owes is None:
        return None
    fields = fields_sent()
    account_id = _whose()
    if account_id is None or too_much(fields):
        return None
    token = new_token()
    with write_transaction():
        db.session.execute(delete(KeptPost).where(KeptPost.account_id == account_id, KeptPost.why.in_(SHOWN)))
        why = "terms" if owing else "ended"
        kept = KeptPost(token_hash=token_hash(token), account_id=account_id, page=page(), fields=fields, why=why)
        db.session.add(kept)
    response = owes(page()) if owes else _lead_to_sign_in(page())
    give_cookie(response, COOKIE, token, KEPT)
    return response


def _first_asked() -> Callable[[str], Any] | None:
    """Return what leads this member to what comes before everything else; None when nothing does."""
    member = current_user.member
    if member is None:
        return None
    return to_factor if member.must_secure else to_terms if member.must_accept else None


def fields_sent() -> list[tuple[str, str]]:
    """Return what was sent, as it can be kept."""
    return [(name, _clean(value)) for name, value in request.form.items(multi=True) if name not in SECRETS]


def too_much(fields: list[tuple[str, str]]) -> bool:
    """Say whether this is more than we keep for somebody."""
    return sum(len(value) for _name, value in fields) > LARGEST


def _lead_to_sign_in(page: str) -> Any:
    """Lead a person there; a script, which leaves the page as it is, is told."""
    if request.accept_mimetypes.best == "application/json":
        words = _("You are signed out. What you typed is kept: sign in and it is there again.")
        return current_app.make_response((jsonify(words=words), 401))
    return redirect(url_for("signin.signin", next=page), 303)


def restored(form: type[F]) -> F | None:
    """Return a form with what was kept for this page and this account; None when there is nothing."""
    token = cookie_here(COOKIE)
    if not token:
        return None
    mine = (*_of_this_browser(token), KeptPost.page == request.path, KeptPost.why.in_(SHOWN), young())
    row = db.session.execute(select(KeptPost.fields, KeptPost.why).where(*mine)).first()
    if row is None:
        return None
    if row.why == "terms":
        flash(_("What you sent is still here: send it once more."), "info")
    else:
        flash(_("You were signed out. Everything is still here: send it once more."), "info")
    return form(formdata=MultiDict((name, value) for name, value in row.fields))


def forget_kept() -> None:
    """The form was sent: what was kept of it is not needed any more."""
    if token := cookie_here(COOKIE):
        db.session.execute(delete(KeptPost).where(*_of_this_browser(token)))


def sweep_kept() -> int:
    """Forget what nobody came back for within an hour."""
    with write_transaction():
        gone = db.session.execute(delete(KeptPost).where(~young()).returning(KeptPost.account_id))
        return len(gone.all())


DUTIES = (sweep_kept,)


def _whose() -> int | None:
    """Return the account whose session this browser held, ended or not; None when it held none."""
    account, _dot, token = str(session.get("_user_id", "")).partition(".")
    if not token or not account.isascii() or not account.isdigit():
        return None
    mine = (Session.token_hash == token_hash(token), Session.account_id == int(account))
    return db.session.scalar(select(Session.account_id).where(*mine))


def _of_this_browser(token: str) -> tuple[Any, ...]:
    return (KeptPost.token_hash == token_hash(token), KeptPost.account_id == g.visitor.account_id)


def young() -> Any:
    """Return the condition of what is kept still."""
    return KeptPost.kept_at > now() - KEPT


def _clean(value: str) -> str:
    return value.replace("\x00", "").encode("utf-8", "ignore").decode()
