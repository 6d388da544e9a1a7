"""Routes of a feature that was tried out in a hurry."""

from typing import Any

from flask import Blueprint

from tenants.guard import public, requires

blueprint = Blueprint("planted", __name__)


@blueprint.route("/planted/unmarked", methods=["GET", "POST"])
def unmarked() -> str:
    """Say something that nobody decided who may read."""
    return "this would leak"


@blueprint.get("/<key>/planted/unmarked")
def unmarked_in_a_house() -> str:
    """Say it in an organisation."""
    return "this would leak"


@blueprint.get("/planted/unknown-action")
@requires("fly")  # type: ignore[arg-type]
def unknown_action() -> str:
    """Ask for an action that the table does not know."""
    return "this would leak"


@blueprint.get("/planted/both")
@public("")
def without_reason() -> Any:
    """Be public, and not say why."""
    return "public"
