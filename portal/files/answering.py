"""What people read when files cannot be reached for a while: the pages around them go on."""

import structlog
from flask import Flask, request
from flask_babel import gettext as _

from portal.web import errors

from .places import Unreachable

log = structlog.get_logger()


def init(app: Flask) -> None:
    """Answer a file that cannot be fetched now with a page that says so."""
    app.register_error_handler(Unreachable, _cannot_fetch)


def _cannot_fetch(fault: Unreachable) -> tuple[str, int, dict[str, str]]:
    log.warning("file not sent", endpoint=request.endpoint, why=str(fault))
    return errors.page(503, _("We cannot reach the files right now. Try again in a minute."))
