"""What becomes of a mail: the questions in their order, each of which may end it. Nothing is written here."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from portal.catalogue.queries import services
from portal.tickets.queries import ticket_for
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.permissions import Action, permits
from tenants.scope import Scope, inside

from .models import ReceivedMail
from .reading import Read
from .rules import MOST_AN_HOUR, State, Why, by_a_machine, named_in
from .senders import Sender, is_our_own, number_of, sender_of, thread_of
from .trust import vouched_for

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a mail.

    `member` files it, or replies to `number`. It is left with the people of `at`, for `person_id` when that is known.
    `answer` is the kind of mail with which we answer by ourselves.
    """

    state: State
    why: Why = Why.NOTHING
    customers: tuple[int, ...] = ()
    member: Member | None = None
    number: int | None = None
    at: int | None = None
    person_id: int | None = None
    answer: str = ""


def decide(mail: Read) -> Decision:
    """Decide what becomes of a mail. Who may do what is asked of the table, here and once more by the verbs."""
    if is_our_own(mail.message_id):
        return Decision(State.KEPT, Why.OWN)
    if by_a_machine(mail.headers, mail.content_type, mail.sender):
        return Decision(State.KEPT, Why.AUTOMATIC)
    if not mail.sender:
        return Decision(State.HELD, Why.NO_SENDER)
    vouched = trusted(mail)
    if _floods(mail.sender, vouched=vouched):
        return Decision(State.KEPT, Why.FLOOD)
    sender = sender_of(mail.sender)
    if not vouched:
        return Decision(State.HELD, Why.FORGED, sender.customers)
    if not sender.members:
        return _from_nobody(sender)
    if not (mail.text or mail.parts):
        return Decision(State.HELD, Why.EMPTY, sender.customers)
    if (thread := _thread(mail, sender)) is not None:
        return thread
    return _new(sender)


def trusted(mail: Read) -> bool:
    """Say whether the sender counts: our mail server vouches for them, or this is the demo, which has none."""
    server = current_app.config["MAIL_TRUSTS"]
    if not server:
        return current_app.config["DEMO"]
    return vouched_for(mail.headers.get("authentication-results", ()), server, mail.sender)


def _floods(sender: str, *, vouched: bool) -> bool:
    """Say whether too many mails came lately. Forged ones count apart: nobody silences somebody by writing as them."""
    alike = ReceivedMail.why.not_in((Why.FORGED, Why.FLOOD)) if vouched else ReceivedMail.why == Why.FORGED
    lately = (ReceivedMail.sender == sender, ReceivedMail.received_at > now() - HOUR, ReceivedMail.state != State.NEW)
    return (db.session.scalar(select(func.count(ReceivedMail.id)).where(*lately, alike)) or 0) >= MOST_AN_HOUR


def _from_nobody(sender: Sender) -> Decision:
    """Decide about who is no member: known in the directory, by their domain, or not at all."""
    if sender.at_work is None:
        return Decision(State.KEPT, Why.UNKNOWN, answer="mail unknown")
    known: Any = {"customers": sender.customers, "at": sender.at_work, "person_id": sender.person_id}
    if sender.person_id is None:
        return Decision(State.HELD, Why.DOMAIN, answer="mail passed on", **known)
    return Decision(State.PASSED, Why.COLLEAGUE, answer="mail by others", **known)


def _thread(mail: Read, sender: Sender) -> Decision | None:
    """Decide about an answer; None for what answers nothing of ours. What the sender does not see, tells nothing."""
    found = thread_of(mail.references)
    if found is not None:
        member = next((one for one in sender.members if one.organisation_id == found[0]), None)
        number = number_of(member, found[1]) if member else None
    elif named := named_in(mail.subject):
        member = next((one for one in sender.members if one.organisation_key == named[0]), None)
        number = named[1]
        if member is None:
            return None
    else:
        return None
    if member is None or number is None or not _may_reply(member, number):
        return Decision(State.HELD, Why.NOT_THEIRS, sender.customers)
    if member.must_accept:
        return Decision(State.HELD, Why.TERMS, sender.customers)
    return Decision(State.FILED, customers=(member.organisation_id,), member=member, number=number)


def _may_reply(member: Member, number: int) -> bool:
    with inside(Scope.of(member.organisation_id, member.account_id)):
        try:
            return permits(member, Action.REPLY, ticket_for(member, number))
        except NotFound:
            return False


def _new(sender: Sender) -> Decision:
    """Decide about a new question: filed where its sender may ask, when that is one organisation."""
    asking, customers = sender.asking, sender.customers
    if not customers:
        return Decision(State.HELD, Why.OURS)
    if len(asking) > 1 or (not asking and len(customers) > 1):
        return Decision(State.HELD, Why.SEVERAL, customers)
    if not asking:
        member = next(one for one in sender.members if not one.is_desk)
        known: Any = {"customers": customers, "at": member.organisation_id, "person_id": member.person_id}
        return Decision(State.PASSED, Why.COLLEAGUE, answer="mail by others", **known)
    member = asking[0]
    if member.must_accept:
        return Decision(State.HELD, Why.TERMS, customers)
    with inside(Scope.of(member.organisation_id, member.account_id)):
        if not services():
            return Decision(State.HELD, Why.NO_SERVICE, customers)
    return Decision(State.FILED, customers=customers, member=member)
