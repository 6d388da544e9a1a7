"""Routes as somebody in a hurry writes them: the number is looked up wherever it is, and the address is echoed."""

from flask import Blueprint, abort, request
from sqlalchemy import select

from portal.tickets.models import Ticket
from tenants.database import db
from tenants.guard import public
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

blueprint = Blueprint("planted", __name__)


@blueprint.get("/<key>/planted/<int:number>/subject")
@public("forgotten while trying something out")
def subject(number: int) -> str:
    """Give the subject of any request with this number."""
    with inside(Scope(frozenset(all_organisations()))):
        found = db.session.scalar(select(Ticket.subject).where(Ticket.number == number).order_by(Ticket.id.desc()))
    return found or abort(404)


@blueprint.get("/<key>/planted/<int:number>/echo")
@public("forgotten while trying something out")
def echo(number: int) -> tuple[str, int]:
    """Say which address does not exist."""
    return f"There is nothing at {request.path}", 404
