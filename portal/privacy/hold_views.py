"""The page on which an admin holds one request, or lifts that."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.tickets.queries import ticket_for
from portal.web.forms import AtMost, Form, Line
from tenants.context import Member
from tenants.database import write_transaction
from tenants.guard import requires
from tenants.permissions import Action

from .holding import hold
from .views import blueprint


class RequestHoldForm(Form):
    """Why nothing of it may go; empty lifts it."""

    reason = Line(validators=[AtMost(300)])


@blueprint.get("/<key>/requests/<int:number>/hold")
@requires(Action.MANAGE_MEMBERS)
def held_request(number: int) -> str:
    """Show whether a request is held, and why."""
    return _page(number, RequestHoldForm(formdata=None))


@blueprint.post("/<key>/requests/<int:number>/hold")
@requires(Action.MANAGE_MEMBERS)
def hold_request(number: int) -> Any:
    """Hold a request for a reason; without one lift it."""
    form = RequestHoldForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    with write_transaction():
        hold(g.member, ticket_for(g.member, number, lock=True), form.reason.data or "")
    flash(_("The request is held.") if form.reason.data else _("The request is no longer held."), "ok")
    return redirect(url_for("tickets.show", number=number), 303)


def _page(number: int, form: RequestHoldForm) -> str:
    member: Member = g.member
    ticket = ticket_for(member, number)
    reference = f"{member.organisation_key.upper()}-{number}"
    return render_template("privacy/hold.html", form=form, number=number, reference=reference, held=ticket.hold)
