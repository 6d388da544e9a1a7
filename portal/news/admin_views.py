"""The pages on which the service organisation publishes to its customers."""

from flask import Blueprint, g

from tenants.scope import Scope, enter

from .publishing_views import add_publishing

blueprint = Blueprint("broadcasts", __name__, url_prefix="/admin/broadcasts")


@blueprint.before_request
def be_at_home() -> None:
    """Write in the service organisation; what is counted elsewhere says so where it counts."""
    enter(Scope.of(g.member.organisation_id, g.member.account_id))


add_publishing(blueprint, own="")
