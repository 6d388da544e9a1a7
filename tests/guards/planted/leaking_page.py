"""Pages that tell of other organisations: one their words, one only how many requests there are."""

from flask import Blueprint
from sqlalchemy import func, select

from portal.tickets.models import Ticket
from tenants.database import db
from tenants.guard import requires
from tenants.organisations import all_organisations
from tenants.permissions import Action
from tenants.scope import Scope, inside

blueprint = Blueprint("planted", __name__)


@blueprint.get("/<key>/planted/newest")
@requires(Action.SEE)
def newest() -> str:
    """Give the newest subject of all organisations."""
    with inside(Scope(frozenset(all_organisations()))):
        return db.session.scalar(select(Ticket.subject).order_by(Ticket.id.desc()).limit(1)) or ""


@blueprint.get("/<key>/planted/how-many")
@requires(Action.SEE)
def how_many() -> str:
    """Say how many requests were ever filed."""
    with inside(Scope(frozenset(all_organisations()))):
        return str(db.session.scalar(select(func.count(Ticket.id))))
