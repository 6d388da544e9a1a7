"""When a session ends by itself, said in time: what an open page knows of it, and one press to go on."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, request
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
    """Tell how long this browser's session lasts; another tab may have used it, ended it, or opened a new one."""
    if not current_user.is_authenticated:
        return jsonify(left=0, later=False, whose="")
    end = end_of(current_user._get_current_object())  # type: ignore[attr-defined]
    return jsonify(left=end.left, later=end.later, whose=end.whose)


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
