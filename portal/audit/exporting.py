"""The log leaves as a file: whoever may read it may take it along, and that is a line of it."""

from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.database import db
from tenants.guard import ask
from tenants.models import Membership
from tenants.permissions import Action

MOST = 20_000
"""Lines of a file that is made while somebody waits."""


def note_taken(member: Member, rows: int, form: str) -> None:
    """Note that the log leaves as a file."""
    ask(member, Action.AUDIT)
    leave_trail("log.exported", db.session.get_one(Membership, member.membership_id), by=member, rows=rows, form=form)
