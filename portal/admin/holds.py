"""What is held of a customer: since when, by whom and why. Its own admins hold and release; here it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from portal.tickets.models import Ticket
from portal.trail.models import Trail
from portal.trail.who import who_did_it
from tenants.database import db
from tenants.models import Membership, Person
from tenants.scope import inside

from .queries import NOTHING, PAGE, Customer


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is held. `number` is that of a request, 0 for everything; `by` is "" for nobody who is known."""

    number: int
    why: str
    since: datetime | None
    by: str


def held_everything_at(found: Customer) -> Held | None:
    """Return how everything of a customer is held; None when it is not."""
    if not found.hold:
        return None
    wanted = select(Trail.at, Person.name).select_from(Trail).where(Trail.id == _latest("organisation", found.id))
    with inside(found.id):
        row: Any = db.session.execute(_with_name(wanted)).first()
    return Held(0, found.hold, row.at if row else None, (row.name or "") if row else "")


def held_requests_at(organisation_id: int, after: int = 0) -> tuple[Sequence[Held], bool]:
    """Return requests of a customer that are held, by number, from after one; and whether there are more."""
    here = (Ticket.organisation_id == organisation_id, Ticket.hold != NOTHING, Ticket.number > after)
    wanted = select(Ticket.number, Ticket.hold, Trail.at, Person.name).select_from(Ticket).where(*here)
    noted = and_(Trail.organisation_id == Ticket.organisation_id, Trail.id == _latest("ticket", Ticket.id))
    ordered = _with_name(wanted.outerjoin(Trail, noted)).order_by(Ticket.number).limit(PAGE + 1)
    with inside(organisation_id):
        rows = db.session.execute(ordered).all()
    found = [Held(row.number, row.hold, row.at, row.name or "") for row in rows[:PAGE]]
    return found, len(rows) > PAGE


def _latest(subject: str, subject_id: Any) -> Any:
    line = aliased(Trail)
    action = "organisation.held" if subject == "organisation" else "request.held"
    about = (line.subject == subject, line.subject_id == subject_id, line.action == action)
    return select(func.max(line.id)).where(*about).scalar_subquery()


def _with_name(statement: Any) -> Any:
    acted = and_(Membership.organisation_id == Trail.organisation_id, Membership.account_id == who_did_it())
    called = and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id)
    return statement.outerjoin(Membership, acted).outerjoin(Person, called)
