"""Look as a colleague or a role: begin it from the page of who may what or of a member, and end it from any page."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask_babel import gettext as _

from portal.web.forms import Form, Line
from tenants.database import write_transaction
from tenants.guard import requires, while_looking
from tenants.looking import end_look, look_as_colleague, look_as_role
from tenants.permissions import Action
from tenants.roles import Role

from .views import blueprint as people
from .wording import role_words

blueprint = Blueprint("looking", __name__)


class LookForm(Form):
    """As whom: a colleague by handle, or a role."""

    user = Line()
    role = Line()


@people.post("/look")
@requires(Action.MANAGE_MEMBERS)
def look() -> Any:
    """Begin to look as somebody."""
    form = LookForm()
    if not form.validate_on_submit() or bool(form.user.data) == bool(form.role.data):
        abort(400)
    with write_transaction():
        if form.user.data:
            look_as_colleague(g.member, g.visitor.session_id, form.user.data)
        else:
            _as_role(form.role.data)
    return redirect(url_for("tickets.start"), 303)


def _as_role(word: str) -> None:
    name = role_words(Role(word)) if word in set(Role) else ""
    look_as_role(g.member, g.visitor.session_id, word, name)


class EndForm(Form):
    """A button: nothing but the token."""


@blueprint.post("/look/end")
@requires(Action.ENTER)
@while_looking
def end() -> Any:
    """End it, and lead back to where it was begun."""
    if not EndForm().validate_on_submit():
        abort(400)
    look = g.visitor.look
    with write_transaction(while_looking=True):
        end_look(g.visitor.session_id)
    flash(_("You look as yourself again."), "ok")
    return redirect(url_for("people.access", key=look.key) if look else "/", 303)
