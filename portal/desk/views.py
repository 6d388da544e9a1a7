"""The pages of the desk."""

from collections.abc import Callable
from dataclasses import replace
from re import fullmatch
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.drafts import replies
from portal.files.forms import arranging, refusal_of, settle
from portal.signin.keeping import forget_kept, kept_after_sign_in, restored
from portal.tickets import handling
from portal.tickets.confided import note_confided
from portal.tickets.models import Ring, Ticket
from portal.tickets.people_forms import LineForm
from portal.tickets.queries import ticket_for
from portal.tickets.reading import note_read
from portal.tickets.resending import note_sent, refuse_again
from portal.tickets.ticking import tick
from portal.web.forms import Form
from portal.web.language import named
from portal.web.text import one_line, written
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import requires
from tenants.permissions import Action

from . import rules
from .composing import Message, Overtaken, check_seen, give, make_good, send
from .counting import DEPARTMENT, Views, views
from .forms import AssigneeForm, DepartmentForm, FollowUpForm, MessageForm
from .inbox import Asked, jump, page_of
from .page import Refusal, about
from .paging import edge_in
from .queries import Held, Place, colleagues, held, opened, place_of
from .rules import by_name, reference_in
from .show import WORK, Listing, groups, listing, next_view
from .wording import view_words

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.get("")
@requires(Action.WORK)
def start() -> Response:
    """Begin with one's own work."""
    return redirect(url_for(".inbox", view="mine"))


@blueprint.get("/inbox/<view>")
@requires(Action.WORK)
def inbox(view: str) -> str | Response:
    """Show one view of all requests; a reference typed in the search box leads to its request."""
    member: Member = g.member
    if view == "all" and (typed := reference_in(_words())) and (reference := jump(member, *typed)):
        return redirect(url_for(".show", reference=reference))
    all_views = views(member)
    asked = _asked(view, all_views)
    if asked is None:
        raise NotFound
    shown = groups(all_views, view)
    return render_template(
        "desk/inbox.html",
        groups=shown,
        list=_listing(member, asked, all_views),
        following=next_view(shown, view),
        q=asked.words,
        view=view,
    )


def _words() -> str:
    return one_line(request.args.get("q", ""))[:200]


def _asked(view: str, all_views: Views) -> Asked | None:
    """Read from the address which page of a view is asked for; None when there is no such view."""
    department = next((row.id for row in all_views.departments if DEPARTMENT + row.slug == view), None)
    if department is None and view not in WORK:
        return None
    return Asked(
        view,
        words=_words() if view == "all" else "",
        after=edge_in(request.args.get("after", "")),
        before=edge_in(request.args.get("before", "")),
        department_id=department,
    )


def _listing(member: Member, asked: Asked, all_views: Views, here: str = "") -> Listing:
    department = next((row for row in all_views.departments if row.id == asked.department_id), None)
    title = named(department, "name") if department else view_words(asked.view)
    return listing(asked, title, page_of(member, asked), _kept(), here)


def _kept() -> dict[str, str]:
    """Return the query by which a list is found again, as far as it is one."""
    kept = {name: request.args.get(name, "")[:200] for name in ("q", "after", "before")}
    return {name: value for name, value in kept.items() if value}


@blueprint.get("/requests/<reference>")
@requires(Action.WORK)
def show(reference: str) -> str:
    """Show a request beside the list it was opened from."""
    member: Member = g.member
    found = held(member, reference)
    again = restored(MessageForm)
    shown = page(reference, Refusal(again) if again else None, found=found)
    if request.method == "GET" and found.news:
        with opened(member, found.ticket.organisation_id):
            note_read(member, found.ticket)
    if found.ticket.confidential:
        with opened(member, found.ticket.organisation_id):
            note_confided(member, found.ticket)
    return shown


@blueprint.post("/requests/<reference>/replies")
@requires(Action.HANDLE)
@kept_after_sign_in
def reply(reference: str) -> Any:
    """Send what was written: to the customer in one of four ways, or to colleagues as a note."""
    form = MessageForm()
    right = form.validate_on_submit()
    place = place_of(reference)
    right = form.files.take(place.organisation_id) and right
    if arranging(form) or not right:
        return _again(place, form)
    message = Message(
        send="note" if form.is_note else form.send.data or "",
        text=written(form.body.data),
        key=form.key.data or "",
        seen=form.seen.data,
        until=form.until.data,
        reason=form.reason.data or "",
    )

    def act(ticket: Ticket) -> None:
        refuse_again(g.member, form)
        files = form.files.stage(g.member)
        send(g.member, ticket, replace(message, text=message.text.with_files(files)))
        note_sent(g.member, form, ticket.number)
        ring = Ring.DESK if form.is_note else Ring.SHARED
        replies.sent(g.member, ticket.id, ring, version=form.version.number, key=message.key)
        forget_kept()

    return _carry_out(reference, form, act, _sent_words(message.send))


def _again(place: Place, form: MessageForm) -> tuple[str, int]:
    """Show a message again with its files kept."""
    _keep_files(place, form)
    return page(place.reference, Refusal(form)), refusal_of(form) if form.errors else 200


def _keep_files(place: Place, form: Form) -> None:
    if isinstance(form, MessageForm):
        with opened(g.member, place.organisation_id):
            ticket_for(g.member, place.number)
            settle(form, g.member, write_transaction)


def _sent_words(sent: str) -> str:
    match sent:
        case "note":
            return _("The note is saved. Only the desk reads it.")
        case "ask":
            return _("Your question is sent. The clock stands still until the customer replies.")
        case "resolve":
            return _("Your message is sent and the request is solved.")
    return _("Your message is sent.")


@blueprint.post("/requests/<reference>/assignee")
@requires(Action.HANDLE)
def assign(reference: str) -> Any:
    """Take a request, give it to a colleague, or give it back."""
    form = AssigneeForm()
    if not form.validate_on_submit():
        return page(reference, Refusal(form)), 422
    chosen, was = form.assignee.data or "", form.was.data or ""
    place = place_of(reference)
    with opened(g.member, place.organisation_id):
        choices = by_name(((one.account_id, one.name) for one in colleagues(g.member)), g.member.account_id)
    try:
        with opened(g.member, place.organisation_id), write_transaction():
            give(g.member, ticket_for(g.member, place.number, lock=True), choices, chosen, was)
    except Invalid as refusal:
        form.refuse(refusal)
        return page(reference, Refusal(form)), 422
    return _back(place.reference, _given_words(chosen))


def _given_words(chosen: str) -> str:
    match chosen:
        case rules.ME:
            return _("You have this request now.")
        case rules.NOBODY:
            return _("Nobody has this request now.")
    return _("%(name)s has this request now.", name=chosen)


@blueprint.post("/requests/<reference>/department")
@requires(Action.HANDLE)
def move(reference: str) -> Any:
    """Move a request to another department."""
    form = DepartmentForm()
    if not form.validate_on_submit():
        return page(reference, Refusal(form)), 422
    text, seen, department = written(form.body.data), form.seen.data, form.department.data or ""

    def act(ticket: Ticket) -> None:
        check_seen(g.member, ticket, seen, text)
        handling.move(g.member, ticket, department, text)

    return _carry_out(reference, form, act, _("The request is moved."))


@blueprint.post("/requests/<reference>/people")
@requires(Action.HANDLE)
def tick_off(reference: str) -> Any:
    """Say that the desk is done with one of the people a request is for, or not yet."""
    form = LineForm()
    if (
        not form.validate_on_submit()
        or form.done.data not in ("yes", "no")
        or not fullmatch("[1-9][0-9]{0,3}", form.line.data)
    ):
        raise NotFound
    place, done = place_of(reference), form.done.data == "yes"
    with opened(g.member, place.organisation_id), write_transaction():
        tick(g.member, ticket_for(g.member, place.number, lock=True), int(form.line.data), done=done)
    return _back(place.reference, _("This line is done.") if done else _("This line is not done yet."))


@blueprint.post("/requests/<reference>/follow-up")
@requires(Action.FOLLOW_UP)
def follow_up(reference: str) -> Any:
    """Answer a dissatisfied customer."""
    form = FollowUpForm()
    if not form.validate_on_submit():
        return page(reference, Refusal(form)), 422
    text, seen, place = written(form.body.data), form.seen.data, form.place.data or ""

    def act(ticket: Ticket) -> None:
        check_seen(g.member, ticket, seen, text)
        make_good(g.member, ticket, place, text)

    return _carry_out(reference, form, act, _("Your answer is sent."))


def _carry_out(reference: str, form: Form, act: Callable[[Ticket], None], done: str) -> Any:
    """Do `act` in the one write transaction; what is refused shows the page again with what was typed."""
    place = place_of(reference)
    seen = form["seen"].data
    try:
        with opened(g.member, place.organisation_id), write_transaction():
            act(ticket_for(g.member, place.number, lock=True))
    except Invalid as refusal:
        form.refuse(refusal)
        _keep_files(place, form)
        return page(reference, Refusal(form)), 422
    except Overtaken as news:
        _keep_files(place, form)
        return page(reference, Refusal(form, str(news.why), seen)), 409
    except NotNow as refusal:
        _keep_files(place, form)
        return page(reference, Refusal(form, str(refusal.why))), 409
    return _back(place.reference, done)


def _back(reference: str, told: str) -> Response:
    flash(told, "ok")
    return redirect(address(reference), 303)


def address(reference: str, **more: str) -> str:
    """Return where a request stands beside the list it was opened from."""
    query = urlencode({**_came_from(), **more})
    return url_for(".show", reference=reference) + (f"?{query}" if query else "")


def _came_from() -> dict[str, str]:
    """Return the query that says from which list a request was opened."""
    view = request.args.get("view", "")[:60]
    return {"view": view, **_kept()} if view else {}


def page(reference: str, refusal: Refusal | None = None, found: Held | None = None) -> str:
    """Render a request: the views, the list it was opened from, and itself."""
    member: Member = g.member
    found = found or held(member, reference)
    all_views = views(member)
    view = request.args.get("view", "")
    asked = _asked(view, all_views) if view else None
    beside = _listing(member, asked, all_views, found.reference) if asked else None
    with opened(member, found.ticket.organisation_id):
        return render_template(
            "desk/request.html",
            groups=groups(all_views, asked.view if asked else ""),
            list=beside,
            asked=asked,
            q=asked.words if asked else "",
            came_from=_came_from(),
            departments=[(row.slug, named(row, "name")) for row in all_views.departments if row.active],
            **about(member, found, refusal),
        )
