"""The pages of an organisation's requests."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.catalogue.queries import service_of, services
from portal.web.forms import Form
from portal.web.text import one_line, written
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import requires
from tenants.permissions import Action

from . import following, rating
from .filing import file_question
from .forms import EmptyForm, MadeGoodForm, QuestionForm, RatingForm, ReopeningForm, ReplyForm, ResolutionForm
from .lifecycle import Reason
from .models import FollowUp
from .queries import has_news, running, ticket_for, to_rate, waiting_for
from .reading import note_read
from .show import draft_seen, page_about, rows_shown

blueprint = Blueprint("tickets", __name__, url_prefix="/<key>")


@blueprint.get("/")
@requires(Action.SEE)
def start() -> str:
    """Show what waits for this person, what is running, and the ways in."""
    member: Member = g.member
    return render_template(
        "tickets/start.html",
        waiting=rows_shown(member, waiting_for(member)),
        unrated=rows_shown(member, to_rate(member)),
        running=rows_shown(member, running(member)),
        services=services(),
    )


@blueprint.get("/new")
@requires(Action.FILE_QUESTION)
def new() -> str:
    """Show the kinds of requests this person may file."""
    return render_template("tickets/new.html")


@blueprint.get("/new/question")
@requires(Action.FILE_QUESTION)
def new_question() -> str | Response:
    """Let the person choose the service; an organisation with one goes straight to the form."""
    mine = services()
    if len(mine) == 1:
        return redirect(url_for(".ask_question", service=mine[0].slug))
    return render_template("tickets/services.html", services=mine)


@blueprint.route("/new/question/<service>", methods=["GET", "POST"])
@requires(Action.FILE_QUESTION)
def ask_question(service: str) -> Any:
    """Show the form for a question; file it when it is right."""
    member: Member = g.member
    form = QuestionForm() if request.method == "POST" else QuestionForm(data=_prefilled())
    if form.validate_on_submit():
        note = written(form.note.data)
        try:
            with write_transaction():
                ticket = file_question(
                    member,
                    service,
                    form.subject.data,
                    note,
                    key=form.key.data or "",
                    client_number=form.client_number.data,
                    confidential=form.confidential.data,
                )
            return redirect(url_for(".sent", number=ticket.number), 303)
        except Invalid as refusal:
            form.refuse(refusal)
    chosen = service_of(service)
    if chosen is None:
        abort(404)
    seen = draft_seen(member, confidential=bool(form.confidential.data))
    secret = draft_seen(member, confidential=True)
    status = 422 if form.errors else 200
    return render_template("tickets/question.html", form=form, service=chosen, seen=seen, secret=secret), status


def _prefilled() -> dict[str, str]:
    return {"subject": one_line(request.args.get("subject", ""))[:200]}


@blueprint.get("/requests/<int:number>")
@requires(Action.SEE)
def show(number: int) -> str:
    """Show a request: whose turn it is, its steps, its timeline, and what this person can do."""
    ticket = ticket_for(g.member, number)
    page = render_template("tickets/show.html", **page_about(g.member, ticket))
    if request.method == "GET" and has_news(ticket):
        note_read(g.member, ticket)
    return page


@blueprint.get("/requests/<int:number>/sent")
@requires(Action.SEE)
def sent(number: int) -> str:
    """Confirm a filing: its number, what happens next, and before when."""
    ticket = ticket_for(g.member, number)
    return render_template("tickets/sent.html", **page_about(g.member, ticket))


@blueprint.post("/requests/<int:number>/replies")
@requires(Action.REPLY)
def reply(number: int) -> Any:
    """Send a reply; a closed request gets a follow-up."""
    form = ReplyForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    text = written(form.body.data)
    try:
        with write_transaction():
            ticket = ticket_for(g.member, number, lock=True)
            holder = following.reply(g.member, ticket, text, form.key.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(number, form), 422
    if holder.number != number:
        flash(_("Your reply became a new request, linked to the old one."), "ok")
    else:
        flash(_("Your reply is sent."), "ok")
    return redirect(url_for(".show", number=holder.number), 303)


@blueprint.post("/requests/<int:number>/resolution")
@requires(Action.RESOLVE)
def resolution(number: int) -> Any:
    """Say that it is solved, or withdraw the request (reason `withdrawn`)."""
    form = ResolutionForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    text = written(form.words.data)
    withdrawn = form.reason.data == Reason.WITHDRAWN
    with write_transaction():
        ticket = ticket_for(g.member, number, lock=True)
        if withdrawn:
            following.withdraw(g.member, ticket, text)
        else:
            following.solve(g.member, ticket, text)
    flash(_("The request is withdrawn.") if withdrawn else _("Good to hear that it is solved."), "ok")
    return redirect(url_for(".show", number=number), 303)


@blueprint.post("/requests/<int:number>/reopening")
@requires(Action.REOPEN)
def reopening(number: int) -> Any:
    """Open a solved request again."""
    form = ReopeningForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    text = written(form.words.data)
    try:
        with write_transaction():
            following.reopen(g.member, ticket_for(g.member, number, lock=True), text)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(number, form), 422
    flash(_("The request is open again. You will hear from us."), "ok")
    return redirect(url_for(".show", number=number), 303)


@blueprint.post("/requests/<int:number>/extension")
@requires(Action.EXTEND)
def extension(number: int) -> Any:
    """Ask for 14 days more."""
    if not EmptyForm().validate_on_submit():
        abort(400)
    with write_transaction():
        following.extend(g.member, ticket_for(g.member, number, lock=True))
    flash(_("You have two weeks more."), "ok")
    return redirect(url_for(".show", number=number), 303)


@blueprint.post("/requests/<int:number>/rating")
@requires(Action.RATE)
def rate(number: int) -> Any:
    """Say how it went."""
    form = RatingForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    try:
        given = rating.opinion(form.verdict.data, form.reasons.data or (), form.words.data, form.call.data)
        with write_transaction():
            rating.rate(g.member, ticket_for(g.member, number, lock=True), given)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(number, form), 422
    flash(_("Thank you. We have saved what you think of it."), "ok")
    return redirect(url_for(".show", number=number, _anchor="rating"), 303)


@blueprint.post("/requests/<int:number>/follow-up")
@requires(Action.RATE)
def follow_up(number: int) -> Any:
    """Say whether the answer to one's dissatisfaction made it good."""
    form = MadeGoodForm()
    if not form.validate_on_submit() or form.made_good.data not in ("yes", "no"):
        abort(422)
    with write_transaction():
        ticket = ticket_for(g.member, number, lock=True)
        owed: FollowUp | None = rating.follow_up_of(ticket)
        if owed is None:
            raise NotFound
        rating.say_made_good(g.member, ticket, owed, form.made_good.data == "yes")
    flash(_("Thank you. We have saved what you think of it."), "ok")
    return redirect(url_for(".show", number=number, _anchor="rating"), 303)


def _page(number: int, refused: Form | None = None) -> str:
    """Render the request page, with the form that was refused in the place of a fresh one."""
    ticket = ticket_for(g.member, number)
    return render_template("tickets/show.html", **page_about(g.member, ticket, refused))
