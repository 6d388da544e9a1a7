"""Read how the service organisation is reached."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tenants.database import db

from .models import Contact
from .rules import Holiday, Hours


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """How the service organisation is reached; empty texts for what nobody filled in yet."""

    telephone: str
    email: str
    hours: Hours
    version: int


NOTHING_YET = ContactDetails("", "", Hours(), 0)


def contact() -> ContactDetails:
    """Return how the service organisation is reached, in one statement."""
    row = db.session.execute(
        select(Contact.telephone, Contact.email, Contact.week, Contact.closed, Contact.holidays, Contact.version)
    ).first()
    if row is None:
        return NOTHING_YET
    hours = Hours(
        tuple((day[0], day[1]) if day else None for day in row.week),
        frozenset(map(date.fromisoformat, row.closed)),
        frozenset(map(Holiday, row.holidays)),
    )
    return ContactDetails(row.telephone, row.email, hours, row.version)
