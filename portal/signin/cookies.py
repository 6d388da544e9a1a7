"""Cookies beside that of the session: out of reach of scripts, and of this host alone where the connection is safe."""

from datetime import timedelta

from flask import current_app, request
from werkzeug.wrappers import Response


def cookie_called(name: str) -> str:
    """Return the whole name of a cookie of ours; browsers hold `__Host-` to what it promises."""
    return f"{'__Host-' if _safe() else ''}balie-{name}"


def cookie_here(name: str) -> str:
    """Return what this browser sends along in a cookie of ours; "" when it has none."""
    return request.cookies.get(cookie_called(name), "")


def give_cookie(response: Response, name: str, value: str, lasts: timedelta | int) -> None:
    """Let the browser keep a cookie of ours for a time, in seconds when it is a number."""
    response.set_cookie(cookie_called(name), value, max_age=lasts, secure=_safe(), httponly=True, samesite="Lax")


def _safe() -> bool:
    return current_app.config["SESSION_COOKIE_SECURE"]
