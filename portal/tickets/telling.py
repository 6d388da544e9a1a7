"""Who hears of what happens to a request: one mail for each person who follows it."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.outbox.verbs import post_each
from tenants.context import Member
from tenants.database import db

from .models import Entry, Participant, Ticket


def followers(ticket: Ticket, but: Member | None = None) -> list[int]:
    """Return the ids of the persons who follow a request and want to hear of it, without who acts."""
    chosen = select(Participant.person_id).where(Participant.ticket_id == ticket.id, Participant.told)
    if but is not None:
        chosen = chosen.where(Participant.person_id != but.person_id)
    return list(db.session.scalars(chosen.order_by(Participant.person_id)))


def hearers(entry: Entry, but: Member | None = None) -> list[int]:
    """Return the same of an entry that `add_entry` just told them: who follows was read as it became their news."""
    return [person for person in vars(entry)["_followers"] if but is None or person != but.person_id]


def parties(ticket: Ticket) -> list[int]:
    """Return the ids of who filed a request and the person it is for."""
    return sorted({ticket.filed_by_id, ticket.filed_for_id})


def following_parties(ticket: Ticket) -> list[int]:
    """Return those of the parties who want to hear of it."""
    return [person for person in followers(ticket) if person in parties(ticket)]


def tell(kind: str, ticket: Ticket, people: list[int], entry: Entry | None = None) -> None:
    """Write one mail of `kind` for each of these persons."""
    tell_each(dict.fromkeys(people, kind), ticket, entry)


def tell_each(kinds: Mapping[int, str], ticket: Ticket, entry: Entry | None = None) -> None:
    """Write one mail for each of these persons, of the kind that is theirs."""
    mails = [(kind, ticket.organisation_id, person_id) for person_id, kind in kinds.items()]
    post_each(mails, ticket.id, entry.id if entry else None)
