"""Every way in which a page can fail, as a page that says what to do. One place turns errors into answers."""

import secrets
from dataclasses import dataclass, field

import structlog
from flask import Flask, g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from tenants.database import db
from tenants.errors import Forbidden, Invalid, LookingOnly, NotFound, NotNow

from .faults import Trouble, trouble_of

log = structlog.get_logger()
RETRY_AFTER = "5"  # seconds


def init(app: Flask) -> None:
    """Answer errors with pages."""
    app.register_error_handler(NotFound, lambda _error: page(404))
    app.register_error_handler(Forbidden, lambda _error: page(403))
    app.register_error_handler(LookingOnly, lambda _error: looking_only())
    app.register_error_handler(NotNow, lambda error: page(409, str(error.why)))
    app.register_error_handler(Invalid, lambda error: page(422, str(error.why)))
    app.register_error_handler(
        CSRFError,
        lambda _error: page(400, _("This page was open too long. Go back, load it again and send it once more.")),
    )
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, broken)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed in a form that could not be taken: its fields, and whether files came along."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    files: bool = False


def page(
    status: int, words: str = "", *, title: str = "", typed: Typed | None = None
) -> tuple[str, int, dict[str, str]]:
    """Return the page for a status; it echoes nothing of the address, and asks the database nothing."""
    g.failed = True
    usual, text = _texts(status)
    body = render_template(
        "errors/page.html",
        title=title or usual,
        text=words or text,
        typed=typed or Typed(),
        unreachable=status == 503,
        again=status == 503 and request.method == "GET",
    )
    headers = {"Retry-After": RETRY_AFTER} if status == 503 else {}
    return body, status, headers


def looking_only() -> tuple[str, int, dict[str, str]]:
    """Say that who looks as somebody else only reads."""
    return page(
        403,
        _("You look as somebody else: you read what you both may see, and change nothing. End that first."),
        title=_("Only looking"),
    )


def http_error(error: HTTPException):
    """Turn what Flask raises into a page; redirects stay what they are."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    answer = page(status)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer[2]["Allow"] = ", ".join(sorted(allowed))
    return answer


def broken(error: Exception):
    """Answer what went wrong behind a page; never with what is in the error."""
    _forget()
    match trouble_of(error):
        case Trouble.PASSING:
            log.error("database unavailable", endpoint=request.endpoint, error=_name(error))
            return page(503, typed=_typed())
        case Trouble.NO_ROOM:
            log.critical("no room on the disk", endpoint=request.endpoint, error=_name(error))
            return page(
                503,
                _("There is no room left on our computer, so nothing can be saved now. Try again in a few minutes."),
                title=_("We cannot save anything now"),
                typed=_typed(),
            )
    code = secrets.token_hex(4)
    log.error("fault", code=code, endpoint=request.endpoint, error=type(error).__name__, exc_info=True)
    return page(500, _("Something went wrong on our side. Mention code %(code)s if you call.", code=code))


def _name(error: Exception) -> str:
    return type(error.orig if isinstance(error, DBAPIError) else error).__name__


def _typed() -> Typed | None:
    """Return what to offer for sending once more: a form with a key, which is never taken twice.

    Its token was checked before anything else, so this is what the person sent. What was not read yet is not
    read now: it may be what there was no room for.
    """
    fields = request.__dict__.get("form")
    if request.method != "POST" or not fields or "key" not in fields:
        return None
    return Typed(list(fields.items(multi=True)), files=any(one.filename for one in request.files.values()))


def _forget() -> None:
    if db.session.registry.has():
        db.session.rollback()


def _texts(status: int) -> tuple[str, str]:
    match status:
        case 400:
            return _("We do not understand this"), _("Go back and try once more.")
        case 403:
            return _("You may not do this"), _("An admin of your organisation can give you access.")
        case 404:
            return _("We cannot find this page"), _("The link may be incomplete.")
        case 405:
            return _("We do not understand this"), _("Go back and try once more.")
        case 409:
            return _("Somebody was before you"), _("Look at where it is now.")
        case 410:
            return _("This link no longer works"), _("Ask for a new one.")
        case 413:
            return _("This is too big"), _("Send less at a time, at most 25 MB.")
        case 422:
            return _("Something is not right"), _("Go back and look at what you filled in.")
        case 429:
            return _("Too many tries"), _("Wait a minute, then try again.")
        case 503:
            return _("We cannot be reached for a moment"), _("Try again in a few seconds. Nothing was lost.")
    return _("Something went wrong on our side"), _("Try again in a moment.")
