"""Send what an agent wrote, unless the customer wrote something that the agent has not read yet."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _

from portal.tickets import handling, rating
from portal.tickets.lifecycle import Reason
from portal.tickets.models import Entry, FollowUp, Ticket
from portal.tickets.rules import end_of
from portal.web.text import Written
from tenants.context import Member
from tenants.errors import Invalid, NotFound, NotNow

from .queries import judgements, newer_than
from .rules import NOBODY, name_among


class Overtaken(Exception):
    """Others added to the request since the page was shown; `why` is a translated sentence."""

    def __init__(self, entry: Entry) -> None:
        said = _("A new reply has just arrived. Read it first.")
        done = _("%(name)s has just changed this. Look at it first.", name=entry.author_name or "Balie")
        self.why = said if entry.html else done
        super().__init__(self.why)


@dataclass(frozen=True, slots=True)
class Message:
    """What an agent wrote, and what is to happen with it: ask, answer, comment, resolve or note."""

    send: str
    text: Written
    key: str
    seen: int | None = None
    until: date | None = None
    reason: str = ""


def send(member: Member, ticket: Ticket, message: Message) -> None:
    """Carry out a message. A note goes to nobody, so it is never overtaken."""
    if message.send != "note":
        check_seen(member, ticket, message.seen, message.text)
    match message.send:
        case "ask" if message.until is not None:
            handling.postpone(member, ticket, message.text, end_of(message.until), message.key)
        case "answer":
            handling.answer(member, ticket, message.text, message.key)
        case "comment":
            handling.comment(member, ticket, message.text, message.key)
        case "resolve":
            handling.resolve(member, ticket, _reason(message.reason), message.text, message.key)
        case "note":
            handling.note(member, ticket, message.text, message.key)
        case _:
            raise Invalid("send", _("Choose how to send your message"))


def check_seen(member: Member, ticket: Ticket, seen: int | None, text: Written) -> None:
    """Raise Overtaken when a text for the customer was written on a page that misses what others added since."""
    if not text or seen is None or ticket.entries <= seen:
        return
    if newer := newer_than(ticket, seen, member):
        raise Overtaken(next((entry for entry in newer if entry.html), newer[-1]))


def give(member: Member, ticket: Ticket, choices: dict[str, int | None], chosen: str, was: str) -> None:
    """Give a request to one of `choices`; NotNow when it is no longer with whom the page said."""
    if chosen not in choices:
        raise Invalid("assignee", _("Choose somebody of the desk"))
    there = name_among(choices, ticket.assignee_id) or NOBODY  # who left the desk has nothing any more
    if was and was != there and ticket.assignee_name and choices[chosen] != ticket.assignee_id:
        raise NotNow(_("%(name)s has just taken this request.", name=ticket.assignee_name))
    handling.assign(member, ticket, choices[chosen])


def make_good(member: Member, ticket: Ticket, place: str, text: Written) -> None:
    """Answer the dissatisfied rating at this place on the page."""
    rating.answer_dissatisfaction(member, ticket, _owed_at(ticket, place), text)


def _owed_at(ticket: Ticket, place: str) -> FollowUp:
    owed = [judged.follow_up for judged in judgements(ticket) if judged.follow_up is not None]
    if place:
        if not (place.isascii() and place.isdigit() and 0 < int(place) <= len(owed)):
            raise NotFound
        return owed[int(place) - 1]
    waiting = [one for one in owed if one.answered_at is None]
    if not owed:
        raise NotFound
    return (waiting or owed[-1:])[0]


def _reason(text: str) -> Reason:
    try:
        return Reason(text)
    except ValueError:
        raise Invalid("reason", _("Choose why the request is solved")) from None
