"""A page for machines: whether this process is ready."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from tenants.guard import public

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
