"""What the customer does with their own request: reply, ask for time, solve, withdraw, reopen."""

from datetime import datetime
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Integer, Text, bindparam, update

from portal.catalogue.forms import SUBJECT_AT_MOST
from portal.catalogue.queries import service_named
from portal.catalogue.rules import Kind
from portal.search.verbs import index
from portal.trail.verbs import leave_trail
from portal.web.text import Written, shortened
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotNow
from tenants.guard import ask
from tenants.permissions import Action
from tenants.writing import change

from .filing import Filing, file_request
from .handling import settle
from .lifecycle import Reason, State, Step, Turn
from .models import Entry, Participant, Resolution, Ticket
from .once import done_before, used
from .queries import last_resolution, open_postponement
from .rules import REOPEN_WITHIN, WAIT, end_of_day, reminders
from .telling import followers, hearers, tell
from .timeline import NOTHING, add_entry, end_waiting, expect, our_turn, said_last, take_step


def reply(member: Member, ticket: Ticket, text: Written, key: str) -> Ticket:
    """Reply to a request; a closed one gets a follow-up that is linked to it. Return the one that holds the text."""
    ask(member, Action.REPLY, ticket)
    if not text:
        raise Invalid("body", _("Write your reply"))
    if ticket.state is State.CLOSED:
        return _follow_up(member, ticket, text, key)
    if done_before(member, _key(ticket, key))[0]:
        return ticket
    back_to_us(ticket, Step.CUSTOMER_REPLY)
    entry = write_word(member, ticket, "replied", text)
    tell("reply", ticket, hearers(entry, but=member), entry)
    return ticket


def replied_with(member: Member, ticket: Ticket, key: str) -> bool:
    """Say whether the form with this key was sent: nothing of it is kept any more."""
    return used(member, _key(ticket, key))


def solve(member: Member, ticket: Ticket, text: Written = NOTHING) -> None:
    """Say that it is solved."""
    ask(member, Action.RESOLVE, ticket)
    if _settled_so(member, ticket, Reason.SOLVED):
        return
    expect(ticket, Step.SOLVE)
    settle(member, ticket, Step.SOLVE, Reason.SOLVED, text)


def withdraw(member: Member, ticket: Ticket, text: Written = NOTHING) -> None:
    """Take the request back: nobody needs to do anything any more."""
    ask(member, Action.WITHDRAW, ticket)
    if _settled_so(member, ticket, Reason.WITHDRAWN):
        return
    expect(ticket, Step.WITHDRAW)
    settle(member, ticket, Step.WITHDRAW, Reason.WITHDRAWN, text)


def _settled_so(member: Member, ticket: Ticket, reason: Reason) -> bool:
    """Say whether this member settled it so before: pressed twice. Raises NotNow when it was settled otherwise."""
    if ticket.state is not State.RESOLVED or (resolution := last_resolution(ticket)) is None:
        return False
    if (resolution.account_id, resolution.reason) == (member.account_id, reason):
        return True
    withdrawn = resolution.reason is Reason.WITHDRAWN
    raise NotNow(_("This request is already withdrawn.") if withdrawn else _("This request is already solved."))


def reopen(member: Member, ticket: Ticket, text: Written) -> None:
    """Say that it is not solved after all, within 30 days."""
    ask(member, Action.REOPEN, ticket)
    if ticket.state is State.OPEN:
        if said_last(ticket, "reopened", member, text):
            return  # pressed twice
        raise NotNow(_("This request is already open. Send your words as a reply."))
    expect(ticket, Step.REOPEN)
    resolution = last_resolution(ticket)
    if resolution is None or now() > reopen_until(resolution):
        raise NotNow(_("Reopening was possible for 30 days. Send a reply: it becomes a new request."))
    if not text:
        raise Invalid("words", _("Write what is not right yet"))
    back_to_us(ticket, Step.REOPEN)
    entry = write_word(member, ticket, "reopened", text)
    tell("reopened", ticket, hearers(entry, but=member), entry)


def reopen_until(resolution: Resolution) -> datetime:
    """Return until when a resolution can be undone by reopening."""
    return resolution.at + REOPEN_WITHIN


def extend(member: Member, ticket: Ticket) -> None:
    """Ask for 14 days more, once for each question."""
    ask(member, Action.EXTEND, ticket)
    expect(ticket, Step.EXTEND)
    running = open_postponement(ticket)
    if running is None or running.extended:
        raise NotNow(_("You already have more time. Reply when you can."))
    running.until = end_of_day(running.until, WAIT.days)
    running.extended = True
    coming = reminders(now(), running.until)
    running.remind_at = coming[0] if coming else None
    take_step(ticket, Step.EXTEND, due_at=running.until)
    add_entry(ticket, "extended", member, until=running.until.isoformat())
    leave_trail("ticket.extended", ticket, by=member)


def write_word(member: Member, ticket: Ticket, event: str, text: Written) -> Entry:
    """Write what a customer says on the timeline, where it can be found."""
    entry = add_entry(ticket, event, member, text)
    index(ticket, entry)
    leave_trail(f"ticket.{event}", ticket, by=member, entry=entry.id)
    return entry


def back_to_us(ticket: Ticket, step: Step) -> None:
    """Take a step of the customer's after which it is the desk's turn: what waited for them, waits no more."""
    if ticket.state is State.RESOLVED and (resolution := last_resolution(ticket)) is not None:
        resolution.undone_at = now()
    if ticket.state is State.POSTPONED:
        end_waiting(ticket)
    if ticket.turn == Turn.DESK:
        take_step(ticket, step)  # it was our turn already: what was promised stands
    else:
        our_turn(ticket, step)


def _follow_up(member: Member, ticket: Ticket, text: Written, key: str) -> Ticket:
    if not text.source:
        raise Invalid("body", _("Write your reply"))
    service = service_named(ticket.service_id)
    answers = {"subject": _follow_up_subject(ticket.subject), "note": text}
    filing = Filing(Kind.QUESTION, service.slug, answers, confidential=ticket.confidential, follows=ticket)
    new = file_request(member, filing, key=_key(ticket, key), files=text.files)
    if member.person_id == ticket.filed_by_id:
        change(_for_whom(), {"this": new.id, "whom": ticket.filed_for_id, "called": ticket.filed_for_name})
    for person_id in followers(ticket, but=member):
        same = {"organisation_id": ticket.organisation_id, "ticket_id": new.id, "person_id": person_id}
        db.session.merge(Participant(**same, news=True))
    return new


@cache
def _for_whom() -> Any:
    whom, called = bindparam("whom", type_=Integer), bindparam("called", type_=Text)
    this = update(Ticket).where(Ticket.id == bindparam("this", type_=Integer))
    return this.values(filed_for_id=whom, filed_for_name=called)


def _follow_up_subject(subject: str) -> str:
    start = str(_("Follow-up: "))
    return subject if subject.startswith(start) else shortened(f"{start}{subject}", SUBJECT_AT_MOST)


def _key(ticket: Ticket, key: str) -> str:
    return f"{ticket.number}:{key}"
