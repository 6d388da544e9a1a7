"""The wall, first layer: every route says who may enter; what says nothing does not answer."""

from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from .clock import now
from .context import Member, Visitor
from .database import write_transaction
from .errors import Forbidden, LookingOnly, NotFound, ProveFirst
from .permissions import Action, Subject, permits
from .sessions import NOTE_USE_EVERY, note_use

log = structlog.get_logger()
SAFE = ("GET", "HEAD", "OPTIONS")
View = TypeVar("View", bound=Callable[..., Any])


class Unmarked(RuntimeError):
    """A route without `@requires` or `@public` was asked for."""


def requires(action: Action) -> Callable[[View], View]:
    """Mark a route: whoever comes here is signed in and may do `action` to something."""

    def mark(view: View) -> View:
        view.action = action  # type: ignore[attr-defined]
        return view

    return mark


def public(reason: str) -> Callable[[View], View]:
    """Mark a route that anybody may open, and say why."""

    def mark(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]
        return view

    return mark


def by_itself(view: View) -> View:
    """Mark a route that an open page asks by itself: nobody is there, so their session is not kept alive by it."""
    view.by_itself = True  # type: ignore[attr-defined]
    return view


def private(view: View) -> View:
    """Mark a route that shows what is one person's own, or files: not for who looks as them."""
    view.private = True  # type: ignore[attr-defined]
    return view


def while_looking(view: View) -> View:
    """Mark a route that works while somebody looks as somebody else."""
    view.while_looking = True  # type: ignore[attr-defined]
    return view


def before_terms(view: View) -> View:
    """Mark a route inside an organisation that is open to who has not accepted its newest terms of use."""
    view.before_terms = True  # type: ignore[attr-defined]
    return view


def before_factor(view: View) -> View:
    """Mark a route inside an organisation that is open to who has yet to set up the second factor they need."""
    view.before_factor = True  # type: ignore[attr-defined]
    return view


def dangerous(words: object, when: Callable[..., bool] | None = None, file: bool = False) -> Callable[[View], View]:
    """Mark a route that gives lasting power, or takes much out at once: it asks a fresh proof of who they are.

    `words` say what happens there, and translate themselves. `when` is asked with what the address names, if only
    some posts are dangerous; `file` says that what comes back is saved, and the page stays. It is about posts; about
    reading too where a route does nothing else.
    """

    def mark(view: View) -> View:
        view.dangerous, view.dangerous_when, view.dangerous_file = words, when, file  # type: ignore[attr-defined]
        return view

    return mark


def take_key(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Read the organisation's key from the address; views get the rest of it."""
    if values and "key" in values:
        g.key = values.pop("key").lower()


def give_key(endpoint: str, values: dict[str, Any]) -> None:
    """Give an address made on an organisation's page that organisation's key."""
    if g.get("key") and current_app.url_map.is_endpoint_expecting(endpoint, "key"):
        values.setdefault("key", g.key)


def check_request() -> Any:
    """Let a web request through to its view, or answer in its place.

    Signed out: every address but the public ones leads to sign-in alike, whether it exists or not.
    Signed in: an organisation one is no member of looks as if it did not exist.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and getattr(view, "public", None):
        if request.method not in SAFE and current_user.is_authenticated:
            _refuse_while_looking(current_user._get_current_object(), view)  # type: ignore[attr-defined]
        return None
    if not current_user.is_authenticated:
        return _to_sign_in()
    visitor: Visitor = current_user._get_current_object()  # type: ignore[attr-defined]
    g.visitor, g.member = visitor, visitor.member
    if view is None:
        return None
    action = getattr(view, "action", None)
    if action is None:
        raise Unmarked(request.endpoint)
    if g.member is None and (_inside_organisation() or action is not Action.ENTER):
        abort(404)
    _refuse_while_looking(visitor, view)
    if g.member is not None and not permits(g.member, action):
        abort(404 if g.member.is_desk or _at_desk() else 403)
    if owes_factor(view):
        return to_factor()
    if owes_terms(view):
        return to_terms()
    if not visitor.fresh and _is_dangerous(view):
        raise ProveFirst
    return None


def _is_dangerous(view: Any) -> bool:
    """Say whether this web request does what takes a fresh proof."""
    if getattr(view, "dangerous", None) is None:
        return False
    rule = request.url_rule
    if request.method in SAFE and rule is not None and "POST" in (rule.methods or ()):
        return False
    return view.dangerous_when is None or view.dangerous_when(**(request.view_args or {}))


def owes_factor(view: Any) -> bool:
    """Say whether the member of this web request sets up a second factor before this route is theirs."""
    member: Member | None = g.get("member")
    return member is not None and member.must_secure and not getattr(view, "before_factor", False)


def to_factor(page: str = "") -> Any:
    """Lead to where a second factor is set up, and from there to a page, or to where this web request was going."""
    wanted = page or (request.full_path.rstrip("?") if request.method == "GET" else None)
    return redirect(url_for("factor.show", next=wanted), 303)


def owes_terms(view: Any) -> bool:
    """Say whether the member of this web request accepts the terms of use before this route is theirs."""
    member: Member | None = g.get("member")
    return member is not None and member.must_accept and not getattr(view, "before_terms", False)


def to_terms(page: str = "") -> Any:
    """Lead to the terms of use, and from there to a page, or to where this web request was going."""
    wanted = page or (request.full_path.rstrip("?") if request.method == "GET" else None)
    return redirect(url_for("agreed.read", next=wanted), 303)


def _refuse_while_looking(visitor: Visitor, view: Any) -> None:
    """Let who looks as somebody else read pages of that organisation, nothing else."""
    if visitor.look is None or getattr(view, "while_looking", False):
        return
    g.visitor = visitor
    elsewhere = g.get("key") != visitor.look.key and not getattr(view, "public", None)
    if request.method not in SAFE or elsewhere or getattr(view, "private", False):
        raise LookingOnly


def note_session_use(response: Response) -> Response:
    """Note after a page that its session was used, at most once in five minutes, in a transaction of its own.

    The one thing that opening a page writes: without it a session would end twelve hours after signing in,
    however busy. A page that was made is not lost for it.
    """
    visitor: Visitor | None = g.get("visitor")
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "by_itself", False):
        return response
    if response.status_code == 503:
        return response  # what the page could not write, this could not either
    if visitor is not None and now() - visitor.used_at >= NOTE_USE_EVERY:
        try:
            with write_transaction(while_looking=True):
                here = visitor.member.membership_id if visitor.member and not visitor.look else None
                note_use(visitor.session_id, here)
        except OperationalError as fault:
            log.warning("session use not noted", error=type(fault).__name__)
    return response


def ask(member: Member, action: Action, subject: Subject | None = None) -> None:
    """Refuse unless `member` may do `action`: NotFound for what they may not see, Forbidden for the rest."""
    if subject is not None and not permits(member, Action.SEE, subject):
        raise NotFound
    if not permits(member, action, subject):
        raise Forbidden


def may(action: Action | str, subject: Subject | None = None) -> bool:
    """Say whether the member of this web request may do `action`: what templates ask before they show a button."""
    member = g.get("member")
    return member is not None and permits(member, Action(action), subject)


def _to_sign_in() -> Any:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("signin.signin", next=wanted if wanted != "/" else None))


def _inside_organisation() -> bool:
    return bool(g.get("key")) or _at_desk()


def _at_desk() -> bool:
    return request.path.split("/")[1] in ("desk", "admin")
