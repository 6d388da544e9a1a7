"""Say how the service organisation is reached."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotNow
from tenants.guard import ask
from tenants.permissions import Action

from .models import Contact
from .rules import Hours

ONLY = 1  # the id of the one row


def set_contact(member: Member, version: int, telephone: str, email: str, hours: Hours) -> None:
    """Change how we are reached; `version` is the one that was changed, 0 for the first time.

    Raises NotNow when somebody else changed it since.
    """
    ask(member, Action.ADMINISTER)
    row = db.session.scalar(select(Contact).where(Contact.id == ONLY).with_for_update())
    if (row.version if row else 0) != version:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    if row is None:
        row = Contact(id=ONLY, version=0)
        db.session.add(row)
    row.telephone, row.email = telephone, email
    row.week = [list(day) if day else None for day in hours.week]
    row.closed = sorted(day.isoformat() for day in hours.closed)
    row.holidays = sorted(hours.holidays)
    row.version += 1
    db.session.flush()
    leave_trail("contact.changed", row, by=member, version=row.version)
