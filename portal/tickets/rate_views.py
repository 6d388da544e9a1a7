"""Rate by the link of a mail, without signing in. Opening it writes nothing: mail scanners press links."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select

from portal.web.limits import limiter
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.errors import Invalid
from tenants.guard import public
from tenants.organisations import organisation_named
from tenants.passwords import token_hash
from tenants.scope import Scope, enter

from . import rating
from .forms import RatingForm
from .models import Rating, RatingLink, Resolution, Ticket
from .rules import Verdict
from .wording import complaints

blueprint = Blueprint("rate", __name__, url_prefix="/rate")
REASON = "the link in the mail is the proof; it is for one person and one resolution"


@blueprint.get("/<token>")
@public(REASON)
@limiter.limit("120/minute")
def show(token: str) -> Any:
    """Show the form, with the choice of the mail's button set and what was said before."""
    _link, _resolution, ticket, given = _linked(token)
    form = RatingForm(formdata=None)
    if given is not None:
        form.verdict.data, form.words.data, form.call.data = given.verdict, given.words, given.call
        form.reasons.data = [str(reason) for reason in given.reasons]
    if request.args.get("verdict") in list(Verdict):
        form.verdict.data = request.args["verdict"]
    return _page(token, ticket, form, given)


@blueprint.post("/<token>")
@public(REASON)
@limiter.limit("30/minute")
def give(token: str) -> Any:
    """Record what the person says."""
    form = RatingForm()
    if not form.validate_on_submit():
        _link, _resolution, ticket, given = _linked(token)
        return _page(token, ticket, form, given), 422
    try:
        said = rating.opinion(form.verdict.data, form.reasons.data or (), form.words.data, form.call.data)
        with write_transaction():
            link, resolution, ticket, _given = _linked(token)
            rating.record(ticket, resolution, link.person_id, said, None)
    except Invalid as refusal:
        form.refuse(refusal)
        _link, _resolution, ticket, given = _linked(token)
        return _page(token, ticket, form, given), 422
    return redirect(url_for(".thanks", token=token), 303)


@blueprint.get("/<token>/thanks")
@public(REASON)
def thanks(token: str) -> str:
    """Thank the person, and say what happens now."""
    _link, _resolution, ticket, given = _linked(token)
    return render_template("tickets/rated.html", ticket=ticket, given=given, token=token)


def _page(token: str, ticket: Ticket, form: RatingForm, given: Rating | None) -> str:
    return render_template(
        "tickets/rate.html", token=token, ticket=ticket, form=form, given=given, complaints=complaints()
    )


def _linked(token: str) -> tuple[RatingLink, Resolution, Ticket, Rating | None]:
    """Load what a link is about. 404 for a link that never was, 410 for one that ran out or was overtaken."""
    organisation_id = organisation_named(token.partition(".")[0])
    if organisation_id is None or len(token) > 200:
        abort(404)
    enter(Scope.of(organisation_id))
    row = db.session.execute(
        select(RatingLink, Resolution, Ticket, Rating)
        .join(Resolution, Resolution.id == RatingLink.resolution_id)
        .join(Ticket, Ticket.id == Resolution.ticket_id)
        .outerjoin(
            Rating,
            (Rating.resolution_id == Resolution.id) & (Rating.person_id == RatingLink.person_id),
        )
        .where(RatingLink.token_hash == token_hash(token))
    ).first()
    if row is None:
        abort(404)
    link, resolution, ticket, given = row
    if link.expires_at < now() or resolution.undone_at is not None:
        abort(410)
    return link, resolution, ticket, given
