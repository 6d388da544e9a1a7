"""When a session ends by itself, said in time: what an open page knows of it, and one press to go on."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from tenants.clock import now
from tenants.context import Visitor
from tenants.database import write_transaction
from tenants.guard import by_itself, public, requires
from tenants.passwords import keyed_token
from tenants.permissions import Action
from tenants.sessions import LONGEST, NOTE_USE_EVERY, ends_by_itself, note_use

from .forms import ButtonForm

blueprint = Blueprint("ending", __name__, url_prefix="/account/session")
WARN = 600  # seconds before the end; as in session.js


@dataclass(frozen=True, slots=True)
class End:
    """The end of a session: in how many seconds, whether using it helps, and a word for whose it is."""

    left: int
    later: bool
    whose: str


def end_of(visitor: Visitor, using: bool = False) -> End:
    """Return when a session ends; `using` counts this web request as use, as far as it will be noted."""
    used = now() if using and now() - visitor.used_at >= NOTE_USE_EVERY else visitor.used_at
    end = ends_by_itself(visitor.opened_at, used)
    later = end < visitor.opened_at + LONGEST
    return End(int((end - now()).total_seconds()), later, keyed_token("whose", str(visitor.account_id))[:12])


@blueprint.get("")
@public("an open page asks whether its session still lasts; asking is no use of it")
@by_itself
def state() -> Response:
    """Tell how long this browser's session lasts, and in words when that is not long.

    Another tab may have used it, ended it, or opened a new one; `whose` names the account of the page that asks.
    """
    visitor: Visitor | None = current_user._get_current_object() if current_user.is_authenticated else None  # type: ignore[attr-defined]
    end = end_of(visitor) if visitor else End(0, False, "")
    if end.left <= 0 or end.whose != request.args.get("whose", ""):
        told = "over"
    elif end.left <= WARN:
        told = "soon" if end.later else "last"
    else:
        return jsonify(left=end.left, told="", words="")
    return jsonify(left=end.left, told=told, words=render_template("signin/_ending.html", told=told).strip())


@blueprint.post("")
@requires(Action.ENTER)
def stay() -> Any:
    """Go on: this counts as use."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    visitor: Visitor = current_user._get_current_object()  # type: ignore[attr-defined]
    with write_transaction():
        note_use(visitor.session_id)
    if request.accept_mimetypes.best != "application/json":
        return redirect("/", 303)
    return Response(status=204)
