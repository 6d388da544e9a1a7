"""Who has a part in a request: who follows it, and the list of people it is for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, cast, literal, null, select, union_all

from tenants.columns import Moment
from tenants.models import Person
from tenants.reading import read

from .models import Participant, Ticket, TicketPerson


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody who has a part in a request. `place` is 0 for who follows it, else their line on the list.

    `told` says of a follower whether they hear of it; of a line, whether the desk is done with it.
    """

    place: int
    person_id: int | None
    name: str
    told: bool
    number: str
    done_at: datetime | None


def taking_part(ticket: Ticket) -> list[Taking]:
    """Return who follows a request, by name, and then the list of people it is for, in one statement."""
    return [Taking(*row) for row in read(_people(), {"ticket": ticket.id})]


@cache
def _people() -> Any:
    ticket = bindparam("ticket", type_=Integer)
    same = and_(Person.organisation_id == Participant.organisation_id, Person.id == Participant.person_id)
    followers = (
        select(
            literal(0).label("place"),
            Participant.person_id.label("person_id"),
            Person.name.label("name"),
            Participant.told.label("told"),
            literal("").label("number"),
            cast(null(), Moment).label("done_at"),
        )
        .join(Person, same)
        .where(Participant.ticket_id == ticket)
    )
    lines = select(
        TicketPerson.place,
        TicketPerson.person_id,
        TicketPerson.name,
        TicketPerson.done_at.is_not(None),
        TicketPerson.number,
        TicketPerson.done_at,
    ).where(TicketPerson.ticket_id == ticket)
    return union_all(followers, lines).order_by("place", "name")
