"""Erase what somebody wrote in requests: their texts, their name and numbers. What it was about, and when, stays.

A request they filed keeps its number, service, state and dates, so that counts stay right; its subject says that it
is erased, and of its answers only the choices stay. Of what others filed for them the name goes.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from portal.catalogue.fields import FieldOf, Type
from portal.catalogue.forms import fields_of
from portal.search.models import SearchRow
from portal.search.verbs import index
from tenants.clock import now
from tenants.database import db
from tenants.privacy import Erasing
from tenants.roles import Side

from .copies import rename_copies
from .models import ERASED, Entry, Rating, RatingBefore, RatingLink, Ticket, TicketPerson
from .named import rename_named

AT_ONCE = 50  # requests in one transaction


def erases(erasing: Erasing) -> bool:
    """Erase some; say whether there may be more."""
    return any(step(erasing) for step in (_filed, _written, _named, _listed, _rated))


def _filed(erasing: Erasing) -> bool:
    person_id, name = erasing.about.person_id, erasing.pseudonym
    theirs = or_(
        and_(Ticket.filed_by_id == person_id, Ticket.filed_by_name != name),
        and_(Ticket.filed_for_id == person_id, Ticket.filed_for_name != name),
    )
    tickets = db.session.scalars(
        select(Ticket).where(theirs).order_by(Ticket.id).limit(AT_ONCE).with_for_update()
    ).all()
    for ticket in tickets:
        if ticket.filed_for_id == person_id:
            ticket.filed_for_name = name
        if ticket.filed_by_id == person_id:
            ticket.filed_by_name = name
            empty_request(ticket, erasing.gone)
    db.session.flush()
    reindex({ticket.id for ticket in tickets})
    return bool(tickets)


def empty_request(ticket: Ticket, gone: str) -> None:
    """Take the texts out of a request; `gone` stands where its subject was. What was chosen from a list stays."""
    fields = fields_of(ticket.kind, ticket.form_version)
    ticket.subject = gone
    ticket.answers = {key: value for key, value in ticket.answers.items() if _is_choice(fields.get(key))}


def _is_choice(field: FieldOf | None) -> bool:
    return field is not None and field.type in (Type.CHOICE, Type.DAY)


def _written(erasing: Erasing) -> bool:
    account_id = erasing.about.account_id
    mine = and_(Entry.author_id == account_id, Entry.side == Side.CUSTOMER)
    rest = or_(Entry.author_name != erasing.pseudonym, Entry.body != "", Entry.html != "")
    entries = db.session.scalars(select(Entry).where(mine, rest).order_by(Entry.id).limit(AT_ONCE)).all()
    for entry in entries if account_id else ():
        entry.author_name = erasing.pseudonym
        empty_entry(entry, files=erasing.files)
    db.session.flush()
    reindex({entry.ticket_id for entry in entries})
    return bool(entries and account_id)


def _named(erasing: Erasing) -> bool:
    """Take the name from beside the id, also where somebody else is called so: what they had in hand and signed."""
    about, name = erasing.about, erasing.pseudonym
    return rename_copies(about.account_id, name) or rename_named(about.public_id, name)


def empty_entry(entry: Entry, *, files: bool) -> None:
    """Take the text out of an entry, and how many files went along when those go too; on its day stands when."""
    lost = ("html", "files") if files else ("html",)
    kept = {name: value for name, value in entry.detail.items() if name not in lost}
    had_text = bool(entry.body or entry.html or "html" in entry.detail)
    entry.detail = kept | ({ERASED: now().isoformat()} if had_text else {})
    entry.body = entry.html = ""


def _listed(erasing: Erasing) -> bool:
    theirs = update(TicketPerson).where(TicketPerson.person_id == erasing.about.person_id)
    _carry(theirs.values(name=erasing.pseudonym, number=""))
    return False


def _rated(erasing: Erasing) -> bool:
    person_id = erasing.about.person_id
    mine = select(Rating.id).where(Rating.person_id == person_id)
    _carry(update(RatingBefore).where(RatingBefore.rating_id.in_(mine)).values(words=""))
    _carry(update(Rating).where(Rating.person_id == person_id).values(words="", call=""))
    _carry(delete(RatingLink).where(RatingLink.person_id == person_id))
    return False


def reindex(ticket_ids: Collection[int]) -> None:
    """Make the search index of requests anew, of the texts that are left. They are locked, or nobody else writes."""
    if not ticket_ids:
        return
    _carry(delete(SearchRow).where(SearchRow.ticket_id.in_(ticket_ids)))
    tickets = {row.id: row for row in db.session.scalars(select(Ticket).where(Ticket.id.in_(ticket_ids)))}
    lines: dict[int, list[str]] = {}
    for line in db.session.scalars(select(TicketPerson).where(TicketPerson.ticket_id.in_(ticket_ids))):
        lines.setdefault(line.ticket_id, []).extend((line.name, line.number))
    entries = select(Entry).where(Entry.ticket_id.in_(ticket_ids)).order_by(Entry.id)
    for entry in db.session.scalars(entries):
        ticket = tickets[entry.ticket_id]
        index(ticket, entry, *(_found_by(ticket, lines.get(ticket.id, [])) if entry.event == "filed" else ()))


def _found_by(ticket: Ticket, people: list[str]) -> list[str]:
    """Return by what a request is found beside its texts, as when it was filed."""
    fields = fields_of(ticket.kind, ticket.form_version)
    searched = (Type.LINE, Type.ADDRESS)
    lines = [str(value) for key, value in ticket.answers.items() if key in fields and fields[key].type in searched]
    return [ticket.subject, *lines, ticket.filed_for_name, *people]


def _carry(statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
