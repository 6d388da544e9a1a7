"""What every answer carries, and what an unsafe request must carry."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from werkzeug.exceptions import SecurityError

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
USUAL = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def init(app: Flask) -> None:
    """Check which host is asked for and where posts come from; set the headers of every answer."""
    app.before_request(refuse_other_hosts)
    app.before_request(refuse_other_origins)
    app.after_request(set_headers)


USUAL_PORTS = {"http": ":80", "https": ":443"}


def refuse_other_hosts() -> Response | None:
    """Refuse a host name nobody set up, in plain text: a page has links, and there is no host to link to."""
    if isinstance(request.routing_exception, SecurityError):
        return Response("This host is not known here.\n", 400, mimetype="text/plain")
    return None


def refuse_other_origins() -> None:
    """Refuse a post that another site's page sends; a browser says so in Origin. The token is checked besides.

    A page that came over http is another site than the same one over https. Which of both is ours, the base URL
    says: behind a proxy the connection does not.
    """
    origin = request.headers.get("Origin")
    if request.method in SAFE_METHODS or origin is None:
        return
    base = urlsplit(current_app.config["BASE_URL"])
    if origin not in {_site(base.scheme, host) for host in (request.host, base.netloc)}:
        abort(400)


def _site(scheme: str, host: str) -> str:
    """Return a site as browsers call it: without the port that goes without saying."""
    return f"{scheme}://{host.lower().removesuffix(USUAL_PORTS.get(scheme, ''))}"


def set_headers(response: Response) -> Response:
    """Forbid what pages of Balie never do: foreign content, frames, guessing of types, caching of people's pages."""
    there = {name.lower() for name, _value in response.headers}
    response.headers.extend([(name, value) for name, value in USUAL if name.lower() not in there])
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return response
