"""Static files under addresses that name their content, so that browsers keep them for ever."""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from tenants.guard import public

FOLDER = Path(__file__).parent.parent / "static"
A_YEAR = 365 * 24 * 3600
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
LINKED = re.compile(r"url\((?P<name>[\w./-]+)\)")


@cache
def content(name: str) -> bytes:
    """Return what is sent for a static file: style sheets name the files they use by their content too."""
    raw = (FOLDER / name).read_bytes()
    if not name.endswith(".css"):
        return raw
    return LINKED.sub(lambda link: f"url({asset(link['name'])})", raw.decode()).encode()


@cache
def asset(name: str) -> str:
    """Return the address of a static file; raises FileNotFoundError for one that is not there."""
    return f"/static/{hashlib.sha256(content(name)).hexdigest()[:8]}/{name}"


@cache
def icon(name: str) -> Markup:
    """Return an icon as SVG; it is decoration, the words beside it say what it means."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        asset("vendor/icons.svg"), name
    )


@public("style sheets, scripts, fonts and icons hold nothing of anybody")
def static_file(version: str, name: str) -> Response:
    """Send a static file; an address with an old hash gets today's file, not to be kept."""
    path = (FOLDER / name).resolve()
    if not path.is_file() or FOLDER.resolve() not in path.parents:
        raise NotFound
    name = str(path.relative_to(FOLDER.resolve()))
    response = Response(content(name), mimetype=TYPES.get(path.suffix, "text/plain"))
    today = asset(name) == f"/static/{version}/{name}"
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if today else "no-cache"
    return response


def init(app: Flask) -> None:
    """Serve static files, and give templates `asset` and `icon`."""
    app.add_url_rule("/static/<version>/<path:name>", "static", static_file)
    app.jinja_env.globals.update(asset=asset, icon=icon)
