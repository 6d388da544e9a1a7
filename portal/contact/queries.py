"""Read how the service organisation is reached."""

from dataclasses import dataclass
from datetime import date
from typing import Any

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
COLUMNS = (Contact.telephone, Contact.email, Contact.week, Contact.closed, Contact.holidays, Contact.version)


def contact() -> ContactDetails:
    """Return how the service organisation is reached, in one statement."""
    return details_of(db.session.execute(select(*COLUMNS)).first())


def details_of(row: Any) -> ContactDetails:
    """Return what stands in the `COLUMNS` of a row; a page that reads more anyway joins them."""
    if row is None or row.telephone is None:
        return NOTHING_YET
    hours = Hours(
        tuple((day[0], day[1]) if day else None for day in row.week),
        frozenset(map(date.fromisoformat, row.closed)),
        frozenset(map(Holiday, row.holidays)),
    )
    return ContactDetails(row.telephone, row.email, hours, row.version)
