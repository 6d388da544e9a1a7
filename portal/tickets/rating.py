"""How it went, by whom it was for; and the answer that a dissatisfied customer always gets."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.outbox.verbs import post, seed_of
from portal.search.verbs import index
from portal.trail.verbs import leave_trail
from portal.web.text import Written, clean, one_line
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Forbidden, Invalid, NotNow
from tenants.guard import ask
from tenants.models import Membership
from tenants.passwords import keyed_token, token_hash
from tenants.people import desk_people
from tenants.permissions import Action
from tenants.roles import Role, Side

from .models import Entry, FollowUp, Rating, RatingBefore, RatingLink, Resolution, Ticket
from .queries import last_resolution
from .rules import (
    FOLLOW_UP_WORKING_DAYS,
    RATING_CHANGES_WITHIN,
    RATING_LINK_LASTS,
    Complaint,
    Verdict,
    working_days_later,
)
from .telling import parties, tell
from .timeline import add_entry, said_last


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody says of how it went. `call` is a telephone number when they want to be called."""

    verdict: Verdict
    reasons: frozenset[Complaint] = frozenset()
    words: str = ""
    call: str = ""


def opinion(verdict: str, reasons: Iterable[str], words: str, call: str) -> Opinion:
    """Read an opinion from a form; reasons and telephone belong to a dissatisfied one only."""
    if verdict not in list(Verdict):
        raise Invalid("verdict", _("Choose how it went"))
    if Verdict(verdict) is Verdict.SATISFIED:
        return Opinion(Verdict.SATISFIED, words=clean(words))
    return Opinion(
        Verdict.DISSATISFIED,
        frozenset(Complaint(reason) for reason in reasons if reason in list(Complaint)),
        clean(words),
        one_line(call),
    )


def rate(member: Member, ticket: Ticket, given: Opinion) -> Rating:
    """Record how a member felt about the latest resolution of a request that concerns them."""
    ask(member, Action.RATE, ticket)
    resolution = ratable(ticket)
    if worked_on(ticket, member.account_id):
        raise Forbidden
    return record(ticket, resolution, member.person_id, given, member)


def worked_on(ticket: Ticket, account_id: int) -> bool:
    """Say whether an account wrote or acted on a request for the desk: nobody rates their own work."""
    done = (Entry.ticket_id == ticket.id, Entry.author_id == account_id, Entry.side == Side.DESK)
    return db.session.scalar(select(Entry.id).where(*done).limit(1)) is not None


def ratable(ticket: Ticket) -> Resolution:
    """Return the resolution that can be rated now. Raises NotNow while there is none."""
    resolution = last_resolution(ticket)
    if resolution is None or resolution.undone_at is not None:
        raise NotNow(_("You can say how it went once the request is solved."))
    return resolution


def record(ticket: Ticket, resolution: Resolution, person_id: int, given: Opinion, by: Member | None) -> Rating:
    """Record one person's verdict on one resolution; a new one within 14 days replaces it and keeps the old."""
    rating = db.session.scalar(
        select(Rating).where(Rating.resolution_id == resolution.id, Rating.person_id == person_id)
    )
    if rating is None:
        rating = Rating(
            ticket_id=ticket.id,
            resolution_id=resolution.id,
            person_id=person_id,
            given_at=now(),
            **_said(given),
        )
        db.session.add(rating)
    elif (rating.verdict, rating.reasons, rating.words, rating.call) == tuple(_said(given).values()):
        return rating
    else:
        _change(rating, given)
    db.session.flush()
    leave_trail("ticket.rated", ticket, by=by, rating=rating.id, verdict=str(given.verdict))
    if given.verdict is Verdict.DISSATISFIED:
        _open_follow_up(ticket, resolution, rating)
    return rating


def answer_dissatisfaction(member: Member, ticket: Ticket, follow_up: FollowUp, text: Written) -> None:
    """Answer a dissatisfied customer, on the timeline where they read it and by mail."""
    ask(member, Action.FOLLOW_UP, ticket)
    if not text:
        raise Invalid("body", _("Write your message"))
    if follow_up.answered_at is not None:
        if said_last(ticket, "made good", member, text):
            return  # pressed twice
        raise NotNow(_("%(name)s has already answered this.", name=follow_up.owner_name))
    follow_up.owner_id, follow_up.owner_name = member.account_id, member.name
    follow_up.answered_at = now()
    entry = add_entry(ticket, "made good", member, text)
    index(ticket, entry)
    leave_trail("ticket.dissatisfaction_answered", ticket, by=member, entry=entry.id)
    rating = db.session.get_one(Rating, follow_up.rating_id)
    tell("dissatisfaction answered", ticket, [rating.person_id], entry)


def say_made_good(member: Member, ticket: Ticket, follow_up: FollowUp, made_good: bool) -> None:
    """Say whether the answer to one's own dissatisfaction made it good."""
    ask(member, Action.RATE, ticket)
    rating = db.session.get_one(Rating, follow_up.rating_id)
    if rating.person_id != member.person_id:
        raise Forbidden
    if follow_up.answered_at is None:
        raise NotNow(_("You can say so once there is an answer."))
    if follow_up.made_good is made_good:
        return  # pressed twice
    if follow_up.made_good is not None:
        raise NotNow(_("You already told us. Send a reply if something is not right."))
    follow_up.made_good = made_good
    leave_trail("ticket.made_good" if made_good else "ticket.not_made_good", ticket, by=member)


def unrated(resolution: Resolution) -> list[int]:
    """Return the parties who were asked how it went and did not say so yet. Who resolved it is not asked."""
    ticket = db.session.get_one(Ticket, resolution.ticket_id)
    said = select(Rating.person_id).where(Rating.resolution_id == resolution.id)
    resolver = select(Membership.person_id).where(Membership.account_id == resolution.account_id)
    done = set(db.session.scalars(said)) | set(db.session.scalars(resolver))
    return [person_id for person_id in parties(ticket) if person_id not in done]


def remind_to_rate(resolution: Resolution, people: list[int]) -> None:
    """Ask these persons once more how it went, with the links of the mail that asked them first."""
    ticket = db.session.get_one(Ticket, resolution.ticket_id)
    told = (Entry.ticket_id == ticket.id, Entry.event == "resolved")
    entry_id = db.session.scalars(select(Entry.id).where(*told).order_by(Entry.id.desc()).limit(1)).one()
    for person_id in people:
        seed = seed_of("solved", ticket.organisation_id, person_id, entry_id)
        post("rating reminder", ticket.organisation_id, person_id, ticket.id, entry_id, seed=seed)
        leave_trail("ticket.rating_reminded", ticket, by=None, person=person_id)


def follow_up_of(ticket: Ticket) -> FollowUp | None:
    """Return the newest answer owed, or given, on a request."""
    return db.session.scalars(
        select(FollowUp).where(FollowUp.ticket_id == ticket.id).order_by(FollowUp.id.desc()).limit(1)
    ).first()


def link_token(organisation_key: str, seed: str) -> str:
    """Return the token of the rating link that belongs to a mail's random seed; it names its organisation."""
    return f"{organisation_key.lower()}.{keyed_token('rate', seed)}"


def rating_link(ticket: Ticket, person_id: int, token: str) -> RatingLink | None:
    """Return the link by which a person rates the latest resolution, made now when it is not there."""
    resolution = last_resolution(ticket)
    if resolution is None or resolution.undone_at is not None:
        return None
    link = db.session.scalar(
        select(RatingLink).where(RatingLink.resolution_id == resolution.id, RatingLink.person_id == person_id)
    )
    if link is None:
        link = RatingLink(resolution_id=resolution.id, person_id=person_id)
        db.session.add(link)
    link.token_hash, link.expires_at = token_hash(token), now() + RATING_LINK_LASTS
    return link


def _said(given: Opinion) -> dict[str, object]:
    return {"verdict": given.verdict, "reasons": given.reasons, "words": given.words, "call": given.call}


def _change(rating: Rating, given: Opinion) -> None:
    if now() - rating.given_at > RATING_CHANGES_WITHIN:
        raise NotNow(_("You could change this for 14 days. Send a reply if something is not right."))
    db.session.add(
        RatingBefore(
            rating_id=rating.id,
            verdict=rating.verdict,
            reasons=rating.reasons,
            words=rating.words,
            until=now(),
        )
    )
    for name, value in _said(given).items():
        setattr(rating, name, value)
    rating.changed_at = now()


def _open_follow_up(ticket: Ticket, resolution: Resolution, rating: Rating) -> None:
    known = db.session.scalar(select(FollowUp.id).where(FollowUp.rating_id == rating.id))
    if known is not None:
        return
    owner_id, owner_name = a_lead_but(resolution.account_id)
    due = working_days_later(now(), FOLLOW_UP_WORKING_DAYS)
    db.session.add(
        FollowUp(ticket_id=ticket.id, rating_id=rating.id, owner_id=owner_id, owner_name=owner_name, due_at=due)
    )
    tell("we read your rating", ticket, [rating.person_id])
    leave_trail("ticket.follow_up_opened", ticket, by=None, owner=owner_id)


def a_lead_but(account_id: int | None) -> tuple[int | None, str]:
    """Choose a lead who is not this one; with none it lies in the leads' queue, owned by nobody."""
    others = [lead for lead in desk_people(Role.LEAD) if lead[0] != account_id]
    return others[0] if others else (None, "")
