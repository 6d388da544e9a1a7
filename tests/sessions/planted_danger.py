"""A download that takes a proof, planted: what a later feature may need."""

from flask import Blueprint
from flask_babel import lazy_gettext

from tenants.guard import dangerous, requires
from tenants.permissions import Action

blueprint = Blueprint("planted_danger", __name__, url_prefix="/<key>/planted")


@blueprint.get("/everything")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Take the log along as a file"))
def everything() -> str:
    return "everything"
