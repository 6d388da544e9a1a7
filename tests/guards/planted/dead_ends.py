"""A page whose links, form and button lead to what is not built, and a page that nothing leads to."""

from pathlib import Path

from flask import Blueprint, abort, request

from tenants.guard import public

blueprint = Blueprint("planted", __name__)


@blueprint.get("/planted/dead-ends")
@public("planted")
def page() -> str:
    """Show the page."""
    return (Path(__file__).parent / "dead_ends.html").read_text()


@blueprint.get("/planted/search")
@public("planted")
def search() -> str:
    """Know one of the two kinds that the form offers."""
    return "found" if request.args["kind"] == "first" else abort(404)


@blueprint.get("/planted/lonely")
@public("planted")
def lonely() -> str:
    """Wait for somebody to come."""
    return "Nobody comes here."
