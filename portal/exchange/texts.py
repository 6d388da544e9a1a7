"""What is made anew of the entries of a request: their HTML, from what was typed, and the words they are found by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.catalogue.fields import FieldOf, Type
from portal.catalogue.forms import fields_of
from portal.catalogue.rules import Kind
from portal.tickets.models import Ticket, TicketPerson
from portal.web.text import written
from tenants.database import db

SEARCHED = (Type.LINE, Type.ADDRESS)


@dataclass(slots=True)
class Filed:
    """What a request was filed with: its form, its answers, and the names and numbers of the people it is for."""

    kind: Kind
    form_version: int
    answers: dict[str, Any]
    names: list[str] = field(default_factory=list)

    @property
    def fields(self) -> dict[str, FieldOf]:
        """Return the fields of its form."""
        return fields_of(self.kind, self.form_version)

    @property
    def texts(self) -> dict[str, str]:
        """Return the HTML of each text, in the order of the form."""
        asked = [key for key, one in self.fields.items() if one.type is Type.TEXT and self.answers.get(key)]
        return {key: written(self.answers[key]).html for key in asked}

    @property
    def found_by(self) -> list[str]:
        """Return what it is found by beside its texts."""
        short = [str(self.answers.get(key, "")) for key, one in self.fields.items() if one.type in SEARCHED]
        return [*short, *self.names]


def filed_with(ticket_ids: Iterable[int]) -> dict[int, Filed]:
    """Look up what requests were filed with, in two statements."""
    ids = sorted(set(ticket_ids))
    columns = (Ticket.id, Ticket.kind, Ticket.form_version, Ticket.answers, Ticket.subject, Ticket.filed_for_name)
    found = {
        row.id: Filed(row.kind, row.form_version, row.answers | {"subject": row.subject}, [row.filed_for_name])
        for row in db.session.execute(select(*columns).where(Ticket.id.in_(ids)))
    }
    lines = select(TicketPerson.ticket_id, TicketPerson.name, TicketPerson.number)
    for row in db.session.execute(lines.where(TicketPerson.ticket_id.in_(ids))):
        found[row.ticket_id].names += [row.name, row.number]
    return found


def complete(entries: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """Give entries their HTML; return (request's id, ring, text) of what each is found by."""
    first = filed_with(one["ticket_id"] for one in entries if one["event"] == "filed")
    found = []
    for one in entries:
        filed = first.get(one["ticket_id"]) if one["event"] == "filed" else None
        if filed is None:
            one["html"] = written(one["body"]).html if one["body"] else ""
            found.append((one["ticket_id"], str(one["ring"]), one["body"]))
            continue
        texts = filed.texts
        one["html"] = "\n".join(texts.values())
        if filed.kind is not Kind.QUESTION:
            one["detail"] = one["detail"] | {"html": texts}
        words = " ".join(text for text in (one["body"], *filed.found_by) if text)
        found.append((one["ticket_id"], str(one["ring"]), words))
    return found
