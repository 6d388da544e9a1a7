"""The pages of an organisation's requests."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.catalogue.queries import services
from portal.contact.wording import card_of
from portal.drafts import replies
from portal.files.forms import arranging, refusal_of, settle
from portal.news.views import news_for_start
from portal.signin.keeping import forget_kept, kept_after_sign_in, restored
from portal.web.forms import Form
from portal.web.text import written
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import requires
from tenants.permissions import Action

from . import following, rating
from .confided import note_confided
from .forms import EmptyForm, MadeGoodForm, RatingForm, ReopeningForm, ReplyForm, ResolutionForm
from .lifecycle import Reason
from .lines import rows_shown
from .menu import beside_start
from .models import FollowUp, Ring
from .queries import has_news, running, scopes_of, ticket_for, to_rate, waiting_for
from .reading import note_read
from .resending import SentBefore, note_sent, refuse_again
from .show import page_about
from .turns import turns
from .ways_in import tiles
from .wording import scope_words

blueprint = Blueprint("tickets", __name__, url_prefix="/<key>")


@blueprint.get("/")
@requires(Action.SEE)
def start() -> str:
    """Show what waits for this person, what is running, and the ways in."""
    member: Member = g.member
    beside, scopes = beside_start(member), scopes_of(member)
    scope = request.args.get("requests", "")
    scope = scope if scope in scopes else scopes[0]
    return render_template(
        "tickets/start.html",
        waiting=rows_shown(member, waiting_for(member)),
        unrated=rows_shown(member, to_rate(member)),
        running=rows_shown(member, running(member, scope)),
        scope=scope,
        scopes=[(one, scope_words(one)) for one in scopes],
        bell=beside.unread,
        drafts=beside.drafts,
        others=turns(beside.waiting),
        services=services(),
        contact=card_of(beside.contact, member.customer_number),
        tiles=tiles(member),
        news=news_for_start(member),
    )


@blueprint.get("/requests/<int:number>")
@requires(Action.SEE)
def show(number: int) -> str:
    """Show a request: whose turn it is, its steps, its timeline, and what this person can do."""
    ticket = ticket_for(g.member, number)
    page = render_template("tickets/show.html", **page_about(g.member, ticket, restored(ReplyForm)))
    if request.method == "GET" and has_news(ticket) and not g.member.looker:
        note_read(g.member, ticket)
    note_confided(g.member, ticket)
    return page


@blueprint.get("/requests/<int:number>/sent")
@requires(Action.SEE)
def sent(number: int) -> str:
    """Confirm a filing: its number, what happens next, and before when."""
    ticket = ticket_for(g.member, number)
    return render_template("tickets/sent.html", **page_about(g.member, ticket))


@blueprint.post("/requests/<int:number>/replies")
@requires(Action.REPLY)
@kept_after_sign_in
def reply(number: int) -> Any:
    """Send a reply; a closed request gets a follow-up."""
    form = ReplyForm()
    right = form.validate_on_submit()
    right = form.files.take(g.member.organisation_id) and right
    if arranging(form) or not right:
        return _reply_again(number, form)
    text = written(form.body.data)
    try:
        with write_transaction():
            ticket = ticket_for(g.member, number, lock=True)
            refuse_again(g.member, form)
            text = text.with_files(form.files.stage(g.member))
            holder = following.reply(g.member, ticket, text, form.key.data or "")
            note_sent(g.member, form, holder.number)
            replies.sent(g.member, ticket.id, Ring.SHARED, version=form.version.number, key=form.key.data or "")
            forget_kept()
    except Invalid as refusal:
        form.refuse(refusal)
        return _reply_again(number, form)
    except SentBefore as before:
        return _page(number, form, str(before.why)), 409
    if holder.number != number:
        flash(_("Your reply became a new request, linked to the old one."), "ok")
    else:
        flash(_("Your reply is sent."), "ok")
    return redirect(url_for(".show", number=holder.number), 303)


def _reply_again(number: int, form: ReplyForm) -> tuple[str, int]:
    """Show the request with the reply as it was, its files kept."""
    ticket_for(g.member, number)  # who may not see it, stages nothing
    settle(form, g.member, write_transaction)
    return _page(number, form), refusal_of(form) if form.errors else 200


@blueprint.post("/requests/<int:number>/resolution")
@requires(Action.RESOLVE)
def resolution(number: int) -> Any:
    """Say that it is solved, or withdraw the request (reason `withdrawn`)."""
    form = ResolutionForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    text = written(form.words.data)
    withdrawn = form.reason.data == Reason.WITHDRAWN
    try:
        with write_transaction():
            ticket = ticket_for(g.member, number, lock=True)
            if withdrawn:
                following.withdraw(g.member, ticket, text)
            else:
                following.solve(g.member, ticket, text)
    except NotNow as refusal:
        return _page(number, why=str(refusal.why)), 409
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
    except NotNow as refusal:  # the words stay, as the reply that can be sent now
        return _page(number, ReplyForm(formdata=None, data={"body": form.words.data}), str(refusal.why)), 409
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


def _page(number: int, refused: Form | None = None, why: str = "") -> str:
    """Render the request page, with the form that was refused in the place of a fresh one, and `why` above it."""
    ticket = ticket_for(g.member, number)
    return render_template("tickets/show.html", why=why, **page_about(g.member, ticket, refused))
