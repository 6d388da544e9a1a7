"""Every way in which a page can fail, as a page that says what to do. One place turns errors into answers."""

import secrets

import structlog
from flask import Flask, g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from tenants.database import db
from tenants.errors import Forbidden, Invalid, NotFound, NotNow

log = structlog.get_logger()


def init(app: Flask) -> None:
    """Answer errors with pages."""
    app.register_error_handler(NotFound, lambda _error: page(404))
    app.register_error_handler(Forbidden, lambda _error: page(403))
    app.register_error_handler(NotNow, lambda error: page(409, str(error.why)))
    app.register_error_handler(Invalid, lambda error: page(422, str(error.why)))
    app.register_error_handler(
        CSRFError,
        lambda _error: page(400, _("This page was open too long. Go back, load it again and send it once more.")),
    )
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, database_gone)
    app.register_error_handler(Exception, broken)


def page(status: int, words: str = "") -> tuple[str, int, dict[str, str]]:
    """Return the page for a status; it echoes nothing of the address."""
    g.failed = True
    title, text = _texts(status)
    body = render_template("errors/page.html", status=status, title=title, text=words or text)
    headers = {"Retry-After": "5"} if status == 503 else {}
    return body, status, headers


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


def database_gone(error: OperationalError):
    """Say that the database does not answer now: nothing was lost, the same post can be sent again."""
    _forget()
    log.error("database unavailable", endpoint=request.endpoint, error=type(error.orig).__name__)
    return page(503)


def broken(error: Exception):
    """Answer a fault of ours with a code that is in the log too; never with what somebody typed."""
    _forget()
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return page(503)
    code = secrets.token_hex(4)
    log.error("fault", code=code, endpoint=request.endpoint, error=type(error).__name__, exc_info=True)
    return page(500, _("Something went wrong on our side. Mention code %(code)s if you call.", code=code))


def _forget() -> None:
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
