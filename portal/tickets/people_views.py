"""The pages on which the people of a request act on it, and let others follow it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.web.forms import Form
from portal.web.text import written
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import ask, requires
from tenants.permissions import Action
from tenants.placed import Reader

from . import concerned, secrecy
from .audience import seen_by
from .forms import EmptyForm
from .models import Ticket
from .people_forms import FollowingForm, ObjectionForm, SecrecyForm, WatchersForm
from .people_page import look_asked, watchers_picked
from .queries import ticket_for
from .show import desk_name, page_about
from .views import blueprint
from .watching import add_watchers


@blueprint.post("/requests/<int:number>/following")
@requires(Action.FOLLOW)
def following(number: int) -> Any:
    """Follow a request, or stop following it."""
    form = FollowingForm()
    if not form.validate_on_submit() or form.follow.data not in ("yes", "no"):
        abort(422)
    stops = form.follow.data == "no"
    with write_transaction():
        ticket = ticket_for(g.member, number, lock=True)
        if stops:
            concerned.stop_following(g.member, ticket)
        else:
            concerned.follow_again(g.member, ticket)
    flash(_("You get no more e-mails about this request.") if stops else _("You follow this request."), "ok")
    return _back(number)


@blueprint.post("/requests/<int:number>/takeover")
@requires(Action.TAKE_OVER)
def takeover(number: int) -> Any:
    """Handle with the desk what a colleague filed for this person."""
    if not EmptyForm().validate_on_submit():
        abort(400)
    with write_transaction():
        concerned.take_over(g.member, ticket_for(g.member, number, lock=True))
    flash(_("The request is yours now. Messages from the desk go to you."), "ok")
    return _back(number)


@blueprint.post("/requests/<int:number>/objection")
@requires(Action.OBJECT)
def objection(number: int) -> Any:
    """Say that what a colleague filed for this person is not right."""
    form = ObjectionForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    text = written(form.words.data)
    try:
        with write_transaction():
            ticket = ticket_for(g.member, number, lock=True)
            concerned.object_to(g.member, ticket, text, form.key.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(number, form), 422
    flash(_("Thank you. Your colleague and the desk read it."), "ok")
    return _back(number)


@blueprint.post("/requests/<int:number>/watchers")
@requires(Action.WATCH)
def watchers(number: int) -> Any:
    """Let colleagues follow a request; or first look for them."""
    form = WatchersForm()
    if look_asked():
        return _looked(number, form)
    if not form.validate_on_submit():
        return _page(number, form), 422
    try:
        with write_transaction():
            names = add_watchers(g.member, ticket_for(g.member, number, lock=True), form.watchers.data or ())
    except Invalid as refusal:
        form.find_watcher.errors = [str(refusal.why)]
        return _page(number, form), 422
    if names:
        flash(_("Following this from now on: %(names)s.", names=", ".join(names)), "ok")
    else:
        flash(_("They already follow this request."), "ok")
    return _back(number)


def _looked(number: int, form: WatchersForm) -> str:
    if not request.headers.get("X-Part"):
        return _page(number, form)
    ask(g.member, Action.WATCH, ticket_for(g.member, number))
    picked = watchers_picked(g.member, form)
    return render_template("tickets/part.html", look="watchers", people={"watchers": picked})


@blueprint.get("/requests/<int:number>/secrecy")
@requires(Action.CONFIDE)
def secrecy_page(number: int) -> str:
    """Show who would see a request if it were confidential, or if it were not any more."""
    return _secrecy_page(number)


@blueprint.post("/requests/<int:number>/secrecy")
@requires(Action.CONFIDE)
def change_secrecy(number: int) -> Any:
    """Make a request confidential, or not any more for the people that were shown."""
    form = SecrecyForm()
    if not form.validate_on_submit() or form.confidential.data not in ("yes", "no"):
        abort(422)
    lifts = form.confidential.data == "no"
    try:
        with write_transaction():
            ticket = ticket_for(g.member, number, lock=True)
            if lifts:
                secrecy.lift(g.member, ticket, form.readers.data)
            else:
                secrecy.make_confidential(g.member, ticket)
    except Invalid as refusal:
        return _secrecy_page(number, str(refusal.why)), 422
    flash(_("The request is no longer confidential.") if lifts else _("The request is confidential now."), "ok")
    return _back(number)


def _secrecy_page(number: int, why: str = "") -> str:
    member: Member = g.member
    ticket = ticket_for(member, number)
    ask(member, Action.CONFIDE, ticket)
    now = secrecy.draft_as(ticket, confidential=ticket.confidential)
    then = secrecy.draft_as(ticket, confidential=not ticket.confidential)
    before, after = secrecy.readers(member, now), secrecy.readers(member, then)
    return render_template(
        "tickets/secrecy.html",
        ticket=ticket,
        reference=f"{member.organisation_key.upper()}-{number}",
        seen=seen_by(member, then, desk_name()),
        new=_names(after, before),
        gone=_names(before, after),
        token=secrecy.readers_token(member, ticket, after) if ticket.confidential else "",
        why=why,
    )


def _names(some: list[Reader], others: list[Reader]) -> list[str]:
    known = {one.membership_id for one in others}
    return [one.name for one in some if one.membership_id not in known]


def _page(number: int, refused: Form) -> str:
    ticket: Ticket = ticket_for(g.member, number)
    more = {"picked": watchers_picked(g.member, refused)} if isinstance(refused, WatchersForm) else {}
    return render_template("tickets/show.html", **page_about(g.member, ticket, refused), **more)


def _back(number: int) -> Any:
    # Who stopped following may not see it any more.
    try:
        ticket_for(g.member, number)
    except NotFound:
        return redirect(url_for("tickets.list_requests"), 303)
    return redirect(url_for("tickets.show", number=number), 303)
