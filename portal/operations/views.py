"""Pages for machines: whether this process is ready, and its figures."""

from hmac import compare_digest

from flask import Blueprint, abort, current_app, jsonify, request
from werkzeug.wrappers import Response

from tenants.guard import public

from . import metrics
from .readiness import LATE, look

blueprint = Blueprint("operations", __name__)


@blueprint.get("/readyz")
@public("the load balancer asks whether pages can be made; nothing of anybody is in the answer")
def readyz() -> tuple[Response, int]:
    """Say whether the database answers and has the schema of this version, and how long mail waits."""
    found = look()
    said = {
        "database": "ok" if found.database else "does not answer",
        "schema": "ok" if found.schema else "is not the newest",
        "queue": "late" if found.queue > LATE else "ok",
        "queue_seconds": found.queue,
    }
    return jsonify(said), 200 if found.ready else 503


@blueprint.get("/metrics")
@public("asks for a token of its own; without one it is not there")
def show_metrics() -> Response:
    """Return the figures, to who has the token."""
    token = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not compare_digest(given.encode(), token.encode()):
        abort(404)
    text, kind = metrics.figures(current_app._get_current_object())  # type: ignore[attr-defined]
    return Response(text, content_type=kind)
