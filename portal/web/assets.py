"""Static files under addresses that name their content, so that browsers keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, send_from_directory
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from tenants.guard import public

FOLDER = Path(__file__).parent.parent / "static"
A_YEAR = 365 * 24 * 3600


@cache
def digest(name: str) -> str:
    """Return the start of the hash of a static file."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


@cache
def asset(name: str) -> str:
    """Return the address of a static file; raises FileNotFoundError for one that is not there."""
    return f"/static/{digest(name)}/{name}"


@cache
def icon(name: str) -> Markup:
    """Return an icon as SVG; it is decoration, the words beside it say what it means."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        asset("vendor/icons.svg"), name
    )


@public("style sheets, scripts, fonts and icons hold nothing of anybody")
def static_file(version: str, name: str) -> Response:
    """Send a static file; an address with an old hash gets today's file, unkept."""
    path = (FOLDER / name).resolve()
    if not path.is_file() or FOLDER.resolve() not in path.parents:
        raise NotFound
    response = send_from_directory(FOLDER, name, max_age=A_YEAR)
    if version == digest(name):
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response


def init(app: Flask) -> None:
    """Serve static files, and give templates `asset` and `icon`."""
    app.add_url_rule("/static/<version>/<path:name>", "static", static_file)
    app.jinja_env.globals.update(asset=asset, icon=icon)
