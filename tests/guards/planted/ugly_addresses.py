"""Addresses that look like code."""

from flask import Blueprint

from tenants.guard import public

blueprint = Blueprint("planted", __name__)


@blueprint.get("/planted/under_score")
@blueprint.get("/planted/camelCase")
@blueprint.get("/planted/words.html")
@public("planted to be found by a guard")
def page() -> str:
    """Answer."""
    return "page"
