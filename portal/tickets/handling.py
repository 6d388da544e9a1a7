"""What the desk does with a request: answer, ask, note, assign, move, resolve."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from portal.catalogue.queries import department as department_named
from portal.search.verbs import index
from portal.trail.verbs import leave_trail
from portal.web.text import Written
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Forbidden, Invalid, NotNow
from tenants.guard import ask
from tenants.people import desk_people, public_id_at_the_desk, stands_in_at
from tenants.permissions import Action, permits
from tenants.roles import Role, Side

from .lifecycle import DESK_REASONS, UNRATED_REASONS, Reason, Step
from .models import Entry, Postponement, Resolution, Ring, Ticket
from .named import Known, naming
from .once import done_before, used
from .rules import NO_DATE, REOPEN_WITHIN, WAIT, ask_again_at, end_of_day, promise, reminders
from .telling import hearers, parties, tell
from .timeline import NOTHING, add_entry, end_waiting, expect, our_turn, said_last, take_step

LONGEST_WAIT = timedelta(days=90)
ACTS = (Step.ANSWER, Step.COMMENT, Step.ASK, Step.RESOLVE, "note")
"""What a message of the desk can be."""


def answer(member: Member, ticket: Ticket, text: Written, key: str) -> None:
    """Answer the customer: they confirm or react; after 14 days without a word it is resolved."""
    if not _speaks(member, ticket, Step.ANSWER, text, key):
        return
    end_waiting(ticket)
    take_step(ticket, Step.ANSWER, due_at=end_of_day(now(), WAIT.days))
    entry = _say(member, ticket, "answered", text)
    tell("reply", ticket, hearers(entry, but=member), entry)


def comment(member: Member, ticket: Ticket, text: Written, key: str) -> None:
    """Say something to the customer while the desk goes on working."""
    if not _speaks(member, ticket, Step.COMMENT, text, key):
        return
    end_waiting(ticket)
    our_turn(ticket, Step.COMMENT)
    entry = _say(member, ticket, "replied", text)
    tell("reply", ticket, hearers(entry, but=member), entry)


def postpone(member: Member, ticket: Ticket, text: Written, until: datetime, key: str) -> None:
    """Ask the customer something and wait for them until a date; reminders go 7 and 2 days before it."""
    if until <= now() or until > now() + LONGEST_WAIT:
        raise Invalid("until", _("Choose a date from tomorrow, at most 90 days away"))
    if not _speaks(member, ticket, Step.ASK, text, key):
        return
    end_waiting(ticket)
    take_step(ticket, Step.ASK, due_at=until)
    entry = _say(member, ticket, "asked", text, until=until.isoformat())
    coming = reminders(now(), until)
    db.session.add(
        Postponement(
            ticket_id=ticket.id,
            entry_id=entry.id,
            asked_at=now(),
            until=until,
            remind_at=coming[0] if coming else None,
        )
    )
    tell("your turn", ticket, hearers(entry, but=member), entry)


def note(member: Member, ticket: Ticket, text: Written, key: str) -> None:
    """Write an internal note: it stays at the desk."""
    ask(member, Action.HANDLE, ticket)
    if _used(member, ticket, "note", key):
        return
    _needs(text)
    entry = add_entry(ticket, "noted", member, text, ring=Ring.DESK)
    index(ticket, entry)
    leave_trail("ticket.noted", ticket, by=member, entry=entry.id)


def resolve(member: Member, ticket: Ticket, reason: Reason, text: Written, key: str) -> None:
    """Resolve a request with a reason and closing words; its people are asked how it went."""
    ask(member, Action.HANDLE, ticket)
    if _used(member, ticket, Step.RESOLVE, key):
        return
    if reason not in DESK_REASONS:
        raise Invalid("reason", _("Choose why the request is solved"))
    expect(ticket, Step.RESOLVE)
    _needs(text)
    settle(member, ticket, Step.RESOLVE, reason, text)


def assign(member: Member, ticket: Ticket, to: int | None) -> None:
    """Give a request to an agent, or to nobody. Raises NotNow for who comes second, Forbidden for another's.

    Taking one that nobody has is for every agent; what a colleague has is given away by a lead only. Who left the
    desk has nothing any more.
    """
    ask(member, Action.HANDLE, ticket)
    expect(ticket, Step.HANDLE)
    if ticket.assignee_id == to:
        return
    names = dict(desk_people(Role.AGENT, Role.LEAD))
    theirs = ticket.assignee_id not in names or stands_in_at(member, ticket.assignee_id)
    if not theirs and not permits(member, Action.REASSIGN, ticket):
        if to == member.account_id:
            raise NotNow(_("%(name)s has just taken this request.", name=ticket.assignee_name))
        raise Forbidden
    if to is not None and to not in names:
        raise Invalid("assignee", _("Choose somebody of the desk"))
    whom = Known(names[to], public_id_at_the_desk(to)) if to is not None else Known()
    ticket.assignee_id, ticket.assignee_name = to, whom.name
    add_entry(ticket, "assigned", member, ring=Ring.DESK, **naming(to=whom))
    leave_trail("ticket.assigned", ticket, by=member, to=to)


def take(member: Member, ticket: Ticket) -> None:
    """Take a request that nobody has."""
    assign(member, ticket, member.account_id)


def move(member: Member, ticket: Ticket, department: str, text: Written = NOTHING) -> None:
    """Move a request to another department; the customer reads what that department lets them expect."""
    ask(member, Action.HANDLE, ticket)
    expect(ticket, Step.HANDLE)
    chosen = department_named(department)
    if chosen is None:
        raise Invalid("department", _("Choose a department"))
    if chosen.id == ticket.department_id:
        if said_last(ticket, "moved", member, text):
            return  # pressed twice
        raise Invalid("department", _("The request is already at this department. Choose another one"))
    ticket.department_id = chosen.id
    ticket.promised_at = promise(now(), chosen.hours)
    if ticket.turn == "desk":
        ticket.due_at = ticket.promised_at or now() + NO_DATE
    entry = add_entry(ticket, "moved", member, text, nl=chosen.name_nl, en=chosen.name_en)
    index(ticket, entry)
    leave_trail("ticket.moved", ticket, by=member, department=chosen.id)
    tell("moved", ticket, hearers(entry, but=member), entry)


def settle(member: Member | None, ticket: Ticket, step: Step, reason: Reason, text: Written = NOTHING) -> Entry:
    """Resolve a request, whoever does it; who filed it and the person it is for are asked how it went."""
    end_waiting(ticket)
    take_step(ticket, step, due_at=now() + REOPEN_WITHIN)
    ticket.resolutions += 1
    resolution = Resolution(
        ticket_id=ticket.id,
        number=ticket.resolutions,
        reason=reason,
        account_id=member.account_id if member else None,
        side=member.side if member else Side.SYSTEM,
        at=now(),
        remind_at=None if reason in UNRATED_REASONS else ask_again_at(now()),
    )
    db.session.add(resolution)
    entry = add_entry(ticket, "resolved", member, text, reason=reason)
    index(ticket, entry)
    leave_trail("ticket.resolved", ticket, by=member, reason=str(reason))
    rated = [] if reason in UNRATED_REASONS else parties(ticket)
    told = hearers(entry, but=member)
    tell("solved", ticket, [person for person in told if person in rated], entry)
    rest = [person for person in told if person not in rated]
    tell("closed without reply" if reason is Reason.NO_RESPONSE else "solved for you", ticket, rest, entry)
    return entry


def written_with(member: Member, ticket: Ticket, key: str) -> bool:
    """Say whether the form with this key was sent, with whichever button: nothing of it is kept any more."""
    return used(member, *(f"{ticket.number}:{act}:{key}" for act in ACTS))


def _speaks(member: Member, ticket: Ticket, step: Step, text: Written, key: str) -> bool:
    """Check that the desk may say this now; return False when this very post was carried out before."""
    ask(member, Action.HANDLE, ticket)
    if _used(member, ticket, step, key):
        return False
    expect(ticket, step)
    _needs(text)
    return True


def _used(member: Member, ticket: Ticket, act: str, key: str) -> bool:
    # Per request and act: the same key on another page, or with another button, is another post.
    return done_before(member, f"{ticket.number}:{act}:{key}")[0]


def _needs(text: Written) -> None:
    if not text:
        raise Invalid("body", _("Write your message"))


def _say(member: Member, ticket: Ticket, event: str, text: Written, until: str | None = None) -> Entry:
    """Write to the customer; who answers something nobody has, has it."""
    if ticket.assignee_id is None:
        ticket.assignee_id, ticket.assignee_name = member.account_id, member.name
    detail: dict[str, Any] = {"until": until} if until else {}
    entry = add_entry(ticket, event, member, text, **detail)
    index(ticket, entry)
    leave_trail(f"ticket.{event}", ticket, by=member, entry=entry.id)
    return entry
