"""A form as somebody in a hurry writes it: it does what it is told to whoever it is told."""

from typing import Any

from flask import Blueprint, request
from sqlalchemy import select

from portal.web.forms import Form, Line
from tenants.database import db, write_transaction
from tenants.guard import requires
from tenants.models import Person
from tenants.organisations import all_organisations
from tenants.permissions import Action
from tenants.scope import Scope, inside
from tests.isolation.forms_found import Found

blueprint = Blueprint("planted", __name__)
unknown = Blueprint("planted", __name__)
formless = Blueprint("planted", __name__)


class RenameForm(Form):
    """Give somebody another name."""

    who = Line()


@blueprint.post("/<key>/planted/name")
@requires(Action.SEE)
def rename() -> str:
    """Give anybody another name, and say the one they had."""
    form = RenameForm()
    if not form.validate_on_submit():
        return "refused"
    with inside(Scope(frozenset(all_organisations()))):
        row = db.session.execute(
            select(Person.organisation_id, Person.id, Person.name).where(Person.public_id == form.who.data)
        ).first()
    if row is None:
        return "nobody"
    with write_transaction(), inside(row.organisation_id):
        db.session.get_one(Person, row.id).name = "Iemand"
    return f"{row.name}"


@unknown.get("/<key>/planted/<thing>")
@requires(Action.SEE)
def thing(thing: str) -> str:
    """Give a thing that nobody ever heard of."""
    return thing


@formless.post("/<key>/planted/anything")
@requires(Action.SEE)
def formless_route() -> Any:
    """Take whatever is sent."""
    return dict.fromkeys(request.form, "taken")


def found(key: str) -> Found:
    """Return the form as a page would show it."""
    return Found("planted.rename", f"/{key}/planted/name", {}, frozenset({"csrf_token", "who"}), "admin")
