"""A list that asks the database again for each of its rows."""

from flask import Blueprint
from sqlalchemy import select

from portal.tickets.models import Ticket
from tenants.database import db
from tenants.guard import requires
from tenants.models import Person
from tenants.permissions import Action

blueprint = Blueprint("planted", __name__)


@blueprint.get("/<key>/planted/names")
@requires(Action.SEE)
def names() -> str:
    """Say who filed each request."""
    filers = db.session.scalars(select(Ticket.filed_by_id)).all()
    return ", ".join(str(db.session.scalar(select(Person.name).where(Person.id == filer))) for filer in filers)
