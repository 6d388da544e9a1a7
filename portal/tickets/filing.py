"""File a request, of any kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from portal.catalogue.fields import FieldOf, Type, read_all
from portal.catalogue.forms import NEWEST, fields_of
from portal.catalogue.queries import arrival
from portal.catalogue.rules import Kind
from portal.search.verbs import index
from portal.trail.verbs import leave_trail
from portal.web.text import Written, written
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid
from tenants.guard import ask
from tenants.permissions import Action, Reach, permits
from tenants.writing import add, add_unless_there, change

from .behalf import Asked, attach, company
from .models import Counter, Ticket
from .once import done_before, remember
from .rules import promise
from .timeline import write_entry

ACTIONS = {
    Kind.QUESTION: Action.FILE_QUESTION,
    Kind.PROBLEM: Action.FILE_PROBLEM,
    Kind.CHANGE: Action.FILE_CHANGE,
}
"""What somebody needs to be allowed to do to file each kind."""


@dataclass(frozen=True)
class Filing:
    """A request as it is filed; there is none with answers that are not right.

    `answers` are given as they were typed, the subject among them, and kept as `read_all` returns them. Making
    one renders its texts, which takes milliseconds: do it before the write transaction. Raises Invalid.
    """

    kind: Kind
    service: str  # its name in addresses
    answers: Mapping[str, str | Written]
    confidential: bool = False
    people: Asked = field(default_factory=Asked)
    follows: Ticket | None = None
    department: str = ""  # where it is to lie first, when that is not the first department
    texts: Mapping[str, Written] = field(init=False)

    def __post_init__(self) -> None:
        fields = fields_of(self.kind)
        typed = {key: given.source if isinstance(given, Written) else given for key, given in self.answers.items()}
        right = read_all(fields, typed)
        texts = {key: _written(self.answers[key], right[key]) for key in right if fields[key].type is Type.TEXT}
        object.__setattr__(self, "answers", right)
        object.__setattr__(self, "texts", texts)

    @property
    def subject(self) -> str:
        """Return what it is about, in one line."""
        return str(self.answers["subject"])

    @property
    def told(self) -> Written:
        """Return its texts as one: what people read who do not see the form."""
        texts = self.texts.values()
        return Written("\n\n".join(text.source for text in texts), "\n".join(text.html for text in texts))

    @property
    def found_by(self) -> list[str]:
        """Return the answers by which it can be found beside its texts."""
        fields: Mapping[str, FieldOf] = fields_of(self.kind)
        searched = (Type.LINE, Type.ADDRESS)
        return [str(answer) for key, answer in self.answers.items() if fields[key].type in searched]


def kinds_open_to(member: Member) -> list[Kind]:
    """Return the kinds that somebody may file, in the order in which they are offered."""
    return [kind for kind in Kind if permits(member, ACTIONS[kind])]


def _written(given: str | Written, text: str) -> Written:
    return given if isinstance(given, Written) and given.source == text else written(text)


def file_request(member: Member, filing: Filing, *, key: str, files: Sequence[str] = ()) -> Ticket:
    """File a request for the member, with the files they staged; a `key` that was used before leads to the same.

    Raises Forbidden when the member may not file this kind, Invalid when the organisation does not have the
    service (any more), and what `company` raises of who it is for.
    """
    action = ACTIONS[filing.kind]
    ask(member, action)
    again, number = done_before(member, key)
    if again and number is not None:
        return db.session.scalars(select(Ticket).where(Ticket.number == number)).one()
    place = arrival(filing.service, filing.department)
    if place is None:
        raise Invalid("service", _("Choose a service that your organisation has"))
    people = company(member, action, filing.people)
    due = promise(now(), place.hours)
    ticket = add(
        Ticket,
        {
            "number": _next_number(member.organisation_id),
            "kind": filing.kind,
            "form_version": NEWEST[filing.kind],
            "service_id": place.service_id,
            "department_id": place.department_id,
            "subject": filing.subject,
            "answers": {key: answer for key, answer in filing.answers.items() if key != "subject"},
            "confidential": filing.confidential,
            "filed_by_id": member.person_id,
            "filed_by_name": member.name,
            "filed_for_id": people.person_id,
            "filed_for_name": people.name,
            "named": len(people.lines),
            "named_as": people.lines[0].name if len(people.lines) == 1 else "",
            "follows_id": filing.follows.id if filing.follows else None,
            "filed_at": now(),
            "promised_at": due,
            "due_at": due or now(),
            "entries": 1,  # the filing itself
            "notes": 0,
            "updated_at": now(),
        },
    )
    ticket.measured(member, Reach.PARTY)
    entry = write_entry(ticket, 1, "filed", member, filing.told.with_files(files), **_each(filing))
    index(ticket, entry, *filing.found_by, *people.found_by)
    leave_trail("ticket.filed", ticket, by=member, whom=people.person_id, named=len(people.lines))
    attach(member, ticket, people, entry)
    remember(member, key, ticket.number)
    return ticket


def _each(filing: Filing) -> dict[str, Any]:
    """Return the texts of a form with several as the page shows them, each below its own label."""
    return {"html": {key: text.html for key, text in filing.texts.items()}} if filing.kind is not Kind.QUESTION else {}


def _next_number(organisation_id: int) -> int:
    # One atomic statement: two filings at once never get the same number, and none is skipped.
    number = change(_one_more()).scalar()
    if number is None:
        add_unless_there(Counter, {"last": 0})
        number = change(_one_more()).scalar()
    if number is None:
        raise LookupError(f"organisation {organisation_id} has no counter")
    return number


@cache
def _one_more() -> Any:
    return update(Counter).values(last=Counter.last + 1).returning(Counter.last)
