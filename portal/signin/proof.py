"""A fresh proof of who somebody is, before what gives lasting power or takes much out at once.

The guard refuses such a post when nobody proved themselves for ten minutes (`tenants.guard.dangerous`). What was sent
is kept; a page asks the proof; one more press sends it. Signing in is a proof too, so whatever ways of signing in
there are, each of them is a way on: `WAYS` holds what a page offers beside the password.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import delete, select
from werkzeug.exceptions import HTTPException

from tenants.database import db, write_transaction
from tenants.errors import ProveFirst
from tenants.guard import SAFE
from tenants.passwords import new_token, token_hash
from tenants.sessions import prove_again

from .entering import renew
from .keeping import fields_sent, too_much, young
from .models import KeptPost

PROOF = "proof"
MOST = 20  # kept posts of one account that wait for a proof: one for each of the pages somebody has open


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to prove who one is: a link, and its words."""

    href: str
    words: str


def _by_signing_in(_account_id: int, back: str) -> Way:
    return Way(url_for("signin.signin", next=back), _("Sign in again"))


WAYS: list[Callable[[int, str], Way | None]] = [_by_signing_in]
"""What else a page offers: each is asked with the account and the page to come back to; None when it is not for them.

Who proved themselves in one of these ways has a session that is fresh: by `opened`, or by `prove_session`.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A post that waits: where it goes, what happens there in words, and its fields."""

    path: str
    words: str
    file: bool  # what comes back is saved, and the page stays
    fields: list[tuple[str, str]]


def init(app: Flask) -> None:
    """Know what to do with what takes a fresh proof."""
    app.register_error_handler(ProveFirst, ask_first)


def ask_first(_refusal: ProveFirst) -> Any:
    """Keep what was sent, and lead to the page that asks the proof; a page that is only read is opened after it."""
    if request.method in SAFE:
        return redirect(url_for("proof.ask_to_read", next=request.full_path.rstrip("?")), 303)
    fields = fields_sent()
    if too_much(fields):
        return redirect(url_for("proof.ask_to_read", next="/"), 303)
    token = new_token()
    path = request.full_path.rstrip("?")
    with write_transaction():
        _make_room(g.visitor.account_id)
        kept = KeptPost(token_hash=token_hash(token), account_id=g.visitor.account_id, page=path, fields=fields)
        kept.why = PROOF
        db.session.add(kept)
    return redirect(url_for("proof.ask", token=token), 303)


def kept_of(token: str) -> Kept | None:
    """Return what this account sent and waits for its proof; None when there is no such thing (any more)."""
    mine = (KeptPost.token_hash == token_hash(token), KeptPost.account_id == g.visitor.account_id)
    waiting = (*mine, KeptPost.why == PROOF, young())
    row = db.session.execute(select(KeptPost.page, KeptPost.fields).where(*waiting)).first()
    view = None if row is None else _view_at(row.page, "POST")
    if row is None or view is None:
        return None
    return Kept(row.page, str(view.dangerous), view.dangerous_file, [(name, value) for name, value in row.fields])


def words_of(path: str) -> str:
    """Say what is read at an address that takes a proof; "" for one that takes none."""
    view = _view_at(path, "GET")
    return "" if view is None else str(view.dangerous)


def _view_at(path: str, method: str) -> Any:
    try:
        endpoint, _named = current_app.url_map.bind("").match(path.partition("?")[0], method=method)
    except HTTPException:
        return None
    view = current_app.view_functions[endpoint]
    return view if getattr(view, "dangerous", None) is not None else None


def prove_session(code: str) -> None:
    """Give the browser a session that is fresh, under a new name. Inside a write transaction; `code` names the asking.

    Raises NotFound when the session ended meanwhile.
    """
    account, _dot, token = str(session.get("_user_id", "")).partition(".")
    renew(f"{account}.{prove_again(g.visitor.session_id, token, code)}")


def _make_room(account_id: int) -> None:
    """Forget the oldest that wait when there are very many."""
    waiting = (KeptPost.account_id == account_id, KeptPost.why == PROOF)
    newest = select(KeptPost.token_hash).where(*waiting).order_by(KeptPost.kept_at.desc()).limit(MOST - 1)
    db.session.execute(
        delete(KeptPost).where(*waiting, KeptPost.token_hash.not_in(newest)),
        execution_options={"synchronize_session": False},
    )
