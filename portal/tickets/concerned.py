"""What somebody does with a request that was filed for them: follow it or not, take it over, object to it."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.trail.verbs import leave_trail
from portal.web.text import Written
from tenants.context import Member
from tenants.database import db
from tenants.errors import Forbidden, Invalid, NotNow
from tenants.guard import ask
from tenants.models import Person
from tenants.permissions import Action

from .following import back_to_us, write_word
from .lifecycle import Step, Turn, can
from .models import Participant, Ticket, TicketPerson
from .named import Known, naming
from .once import done_before
from .telling import hearers, tell
from .timeline import add_entry


def stop_following(member: Member, ticket: Ticket) -> None:
    """Hear no more of a request. Who watched only, has no part in it any more; the others still see it."""
    ask(member, Action.FOLLOW, ticket)
    if not can_stop(member, ticket):
        raise Forbidden
    mine = _participation(member, ticket)
    if mine is None or not mine.told:
        return
    if ticket.concerns(member.person_id) or _on_the_list(member, ticket):
        mine.told = False
    else:
        db.session.delete(mine)
    leave_trail("ticket.unfollowed", ticket, by=member)


def follow_again(member: Member, ticket: Ticket) -> None:
    """Hear again of a request in which one has a part."""
    ask(member, Action.FOLLOW, ticket)
    mine = _participation(member, ticket)
    if mine is None or mine.told:
        return
    mine.told = True
    leave_trail("ticket.followed", ticket, by=member)


def can_stop(member: Member, ticket: Ticket) -> bool:
    """Say whether `member` may stop: who filed for themselves goes on hearing of it, for nobody else would."""
    return member.person_id != ticket.filed_by_id or ticket.filed_for_id != ticket.filed_by_id


def take_over(member: Member, ticket: Ticket) -> None:
    """Handle a request that a colleague filed for `member` with the desk oneself.

    From then on the desk's messages go to `member`; who filed it hears so once, and no more after that. They
    still see it, and it stays said who filed it.
    """
    ask(member, Action.TAKE_OVER, ticket)
    _only_who_it_is_for(member, ticket)
    if ticket.taken_over:
        return  # pressed twice
    if ticket.turn is Turn.NOBODY:
        raise NotNow(_("This request has moved on in the meantime. Look at where it is now."))
    ticket.taken_over = True
    for participant in db.session.scalars(
        select(Participant).where(
            Participant.ticket_id == ticket.id, Participant.person_id.in_((ticket.filed_by_id, ticket.filed_for_id))
        )
    ):
        participant.told = participant.person_id == member.person_id
    filer = db.session.scalars(select(Person.public_id).where(Person.id == ticket.filed_by_id)).one()
    entry = add_entry(ticket, "taken over", member, **naming(filer=Known(ticket.filed_by_name, filer)))
    leave_trail("ticket.taken_over", ticket, by=member, entry=entry.id)
    tell("taken over", ticket, [ticket.filed_by_id], entry)


def object_to(member: Member, ticket: Ticket, text: Written, key: str) -> None:
    """Say that what a colleague filed for `member` is not right: who filed it and the desk read why."""
    ask(member, Action.OBJECT, ticket)
    _only_who_it_is_for(member, ticket)
    if not text:
        raise Invalid("words", _("Write what is not right"))
    if not can(Step.CUSTOMER_REPLY, ticket.state):
        raise NotNow(_("This request has moved on in the meantime. Look at where it is now."))
    if done_before(member, f"{ticket.number}:{key}")[0]:
        return
    back_to_us(ticket, Step.CUSTOMER_REPLY)
    entry = write_word(member, ticket, "objected", text)
    tell("objected", ticket, sorted({*hearers(entry, but=member), ticket.filed_by_id}), entry)


def is_for(member: Member, ticket: Ticket) -> bool:
    """Say whether a colleague filed this request for `member`."""
    return member.person_id == ticket.filed_for_id != ticket.filed_by_id


def _only_who_it_is_for(member: Member, ticket: Ticket) -> None:
    if not is_for(member, ticket):
        raise Forbidden


def _participation(member: Member, ticket: Ticket) -> Participant | None:
    mine = (Participant.ticket_id == ticket.id, Participant.person_id == member.person_id)
    return db.session.scalar(select(Participant).where(*mine))


def _on_the_list(member: Member, ticket: Ticket) -> bool:
    mine = (TicketPerson.ticket_id == ticket.id, TicketPerson.person_id == member.person_id)
    return db.session.scalar(select(TicketPerson.place).where(*mine).limit(1)) is not None
