"""The log of the service organisation itself: who did what at the desk and in the set-up."""

from flask import Blueprint, g

from tenants.scope import Scope, enter

from .views import export, log

blueprint = Blueprint("desk_audit", __name__, url_prefix="/admin/audit")


@blueprint.before_request
def be_at_home() -> None:
    """Read in the service organisation."""
    enter(Scope.of(g.member.organisation_id, g.member.account_id))


blueprint.get("")(log)
blueprint.post("/export")(export)
