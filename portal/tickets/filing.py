"""File a request."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from portal.catalogue.queries import arrival
from portal.catalogue.rules import NEWEST, Kind
from portal.search.verbs import index
from portal.trail.verbs import leave_trail
from portal.web.text import Written, one_line
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid
from tenants.guard import ask
from tenants.permissions import Action, Reach
from tenants.scope import add_unless_there

from .models import Counter, Participant, Ticket
from .once import done_before, remember
from .rules import promise
from .telling import tell
from .timeline import write_entry


def file_question(
    member: Member,
    service: str,
    subject: str,
    note: Written,
    *,
    key: str,
    client_number: str = "",
    confidential: bool = False,
    follows: Ticket | None = None,
) -> Ticket:
    """File a question for the member; with a `key` that was used before, return what it led to.

    Raises Invalid when the organisation does not have the service (any more).
    """
    ask(member, Action.FILE_QUESTION)
    again, number = done_before(member, key)
    if again and number is not None:
        return db.session.scalars(select(Ticket).where(Ticket.number == number)).one()
    place = arrival(service)
    if place is None:
        raise Invalid("service", _("Choose a service that your organisation has"))
    chosen, department = place
    answers = {"note": note.source, "client_number": one_line(client_number)}
    due = promise(now(), department.hours)
    ticket = Ticket(
        number=_next_number(member.organisation_id),
        kind=Kind.QUESTION,
        form_version=NEWEST[Kind.QUESTION],
        service_id=chosen.id,
        department_id=department.id,
        subject=one_line(subject),
        answers={field: answer for field, answer in answers.items() if answer},
        confidential=confidential,
        filed_by_id=member.person_id,
        filed_by_name=member.name,
        filed_for_id=member.person_id,
        filed_for_name=member.name,
        follows_id=follows.id if follows else None,
        filed_at=now(),
        promised_at=due,
        due_at=due or now(),
        entries=1,  # the filing itself
        notes=0,
        updated_at=now(),
    )
    db.session.add(ticket)
    db.session.flush()
    ticket.measured(member, Reach.PARTY)
    db.session.add(Participant(ticket_id=ticket.id, person_id=member.person_id))
    entry = write_entry(ticket, 1, "filed", member, note)
    index(ticket, entry)
    leave_trail("ticket.filed", ticket, by=member)
    tell("confirmation", ticket, [member.person_id], entry)
    remember(member, key, ticket.number)
    return ticket


def _next_number(organisation_id: int) -> int:
    # One atomic statement: two filings at once never get the same number, and none is skipped.
    statement = update(Counter).values(last=Counter.last + 1).returning(Counter.last)
    number = db.session.scalar(statement, execution_options={"synchronize_session": False})
    if number is None:
        add_unless_there(Counter, {"last": 0})
        number = db.session.scalar(statement, execution_options={"synchronize_session": False})
    if number is None:
        raise LookupError(f"organisation {organisation_id} has no counter")
    return number
