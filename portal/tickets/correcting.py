"""Somebody's name was wrong: write the right one where requests copy it, and make them findable by it.

What people wrote stays as they wrote it, and so does a list of people that was typed in by hand.
"""

import json
from typing import Any

from sqlalchemy import Text, and_, cast, or_, select

from tenants.database import db
from tenants.privacy import Correcting

from .copies import rename_copies
from .erasing import reindex
from .models import Entry, Ticket, TicketPerson
from .named import knows_whose, rename_named

AT_ONCE = 200  # requests or lines in one transaction
NAMED_BY_DESK, NAMED_BY_CUSTOMERS = ("assigned",), ("handed over", "taken over", "watched")
"""Events whose detail holds names: of people of the desk, and of the organisation."""


def corrects(correcting: Correcting) -> bool:
    """Put some right; say whether there may be more."""
    return any(step(correcting) for step in (_filed, _listed, _by_account, _by_person, _told))


def _filed(correcting: Correcting) -> bool:
    person_id, name = correcting.about.person_id, correcting.name
    wrong = or_(
        and_(Ticket.filed_by_id == person_id, Ticket.filed_by_name != name),
        and_(Ticket.filed_for_id == person_id, Ticket.filed_for_name != name),
    )
    found = select(Ticket).where(wrong).order_by(Ticket.id).limit(AT_ONCE).with_for_update()
    tickets = db.session.scalars(found).all()
    for ticket in tickets:
        if ticket.filed_by_id == person_id:
            ticket.filed_by_name = name
        if ticket.filed_for_id == person_id:
            ticket.filed_for_name = name
    _findable({ticket.id for ticket in tickets})
    return bool(tickets)


def _listed(correcting: Correcting) -> bool:
    """Put the lines of lists right that stand for somebody of the directory."""
    right = and_(TicketPerson.name == correcting.name, TicketPerson.number == correcting.number)
    wrong = and_(TicketPerson.person_id == correcting.about.person_id, ~right)
    lines = db.session.scalars(select(TicketPerson).where(wrong).limit(AT_ONCE)).all()
    for line in lines:
        line.name, line.number = correcting.name, correcting.number
    _findable({line.ticket_id for line in lines})
    return bool(lines)


def _findable(ticket_ids: set[int]) -> None:
    if ticket_ids:
        db.session.execute(select(Ticket.id).where(Ticket.id.in_(ticket_ids)).order_by(Ticket.id).with_for_update())
        db.session.flush()
        reindex(ticket_ids)


def _by_account(correcting: Correcting) -> bool:
    return rename_copies(correcting.about.account_id, correcting.account_name)


def _by_person(correcting: Correcting) -> bool:
    return rename_named(correcting.about.public_id, correcting.account_name if correcting.desk else correcting.name)


def _told(correcting: Correcting) -> bool:
    """Put names right in what happened where no id says whose they are: as a whole value, or as one of a list."""
    if not correcting.was:
        return False
    events = NAMED_BY_DESK if correcting.desk else NAMED_BY_CUSTOMERS
    named = cast(Entry.detail, Text).contains(json.dumps(correcting.was), autoescape=True)
    wanted = select(Entry).where(Entry.event.in_(events), named, ~knows_whose())
    entries = db.session.scalars(wanted.limit(AT_ONCE)).all()
    for entry in entries:
        entry.detail = {key: _called(correcting, value) for key, value in entry.detail.items()}
    return bool(entries)


def _called(correcting: Correcting, value: Any) -> Any:
    match value:
        case str():
            return correcting.now_called(value)
        case list():
            return [_called(correcting, one) for one in value]
    return value
