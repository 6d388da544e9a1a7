"""The service organisation looks at an organisation's administration: for a reason, and the organisation is told."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ScalarSelect, exists, func, select

from portal.outbox.verbs import post
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member, in_force
from tenants.database import db
from tenants.errors import Forbidden
from tenants.guard import ask
from tenants.models import Membership, Person
from tenants.people import persons_with
from tenants.permissions import Action
from tenants.roles import Role
from tenants.scope import inside

from .models import LookIn

LASTS = timedelta(hours=1)


def look_in(member: Member, organisation_id: int, reason: str) -> LookIn:
    """Let somebody of the service organisation look in for an hour; every admin of the organisation gets a mail."""
    ask(member, Action.ADMINISTER)
    with inside(organisation_id):
        row = LookIn(account_id=member.account_id, reason=reason, until=now() + LASTS)
        db.session.add(row)
        db.session.flush()
        leave_trail("support.looked in", row, by=member)
        for person_id in persons_with(Role.ADMIN):
            post("look in", organisation_id, person_id, seed=row.handle)
        db.session.flush()
    return row


def expect_look_in(member: Member, organisation_id: int) -> None:
    """Raise Forbidden for who has not said why they look in; where nobody has come yet there is nobody to tell."""
    with inside(organisation_id):
        if db.session.scalar(select(exists(select(Membership.id).where(*_came(organisation_id))))):
            mine = (LookIn.account_id == member.account_id, LookIn.until > now())
            if not db.session.scalar(select(exists(select(LookIn.id).where(*mine)))):
                raise Forbidden


def have_come() -> ScalarSelect[int]:
    """Return how many members the organisation of a row of `Person` has that have come, as part of its select."""
    return select(func.count(Membership.id)).where(*_came(Person.organisation_id)).correlate(Person).scalar_subquery()


def _came(organisation_id: Any) -> tuple[Any, ...]:
    return (Membership.organisation_id == organisation_id, *in_force(Membership))


def open_look_ins(member: Member) -> ScalarSelect[int]:
    """Return how often this member looks in now at the organisation of a row of `Person`, as part of its select."""
    mine = (LookIn.account_id == member.account_id, LookIn.until > now())
    return (
        select(func.count(LookIn.id)).where(LookIn.organisation_id == Person.organisation_id, *mine).scalar_subquery()
    )
