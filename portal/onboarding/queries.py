"""Which applications there are, and who decides on them."""

from collections.abc import Collection
from typing import Any

from flask import g
from sqlalchemy import func, select

from portal.contact.queries import contact
from portal.web.language import ZONE, today
from tenants.database import db
from tenants.models import Organisation
from tenants.passwords import is_handle
from tenants.people import persons_with
from tenants.roles import Role
from tenants.scope import inside

from .models import AdminApplication, AdminGap
from .rules import State, WorksOn, days_left, due_day, folded_number, working

PAGE = 25
WAITING = (State.NEW, State.WAITING)
COLUMNS = (
    *(AdminApplication.id, AdminApplication.code, AdminApplication.organisation, AdminApplication.customer_number),
    *(AdminApplication.name, AdminApplication.function, AdminApplication.email, AdminApplication.telephone),
    *(AdminApplication.contact_name, AdminApplication.asked_at, AdminApplication.state, AdminApplication.customer_id),
    *(AdminApplication.decided_at, AdminApplication.decided_by, AdminApplication.reason),
    *(AdminApplication.forgotten_at, Organisation.name.label("customer"), Organisation.key.label("customer_key")),
)


def page_of(states: Collection[State], after: str) -> tuple[list[Any], bool]:
    """Return a page of applications in these states, and whether there are more: those that wait oldest first."""
    first_come = State.WAITING in states
    order = AdminApplication.id if first_come else AdminApplication.id.desc()
    wanted = _rows().where(AdminApplication.state.in_(states)).order_by(order).limit(PAGE + 1)
    if is_handle(after) and after:
        edge = select(AdminApplication.id).where(AdminApplication.code == after).scalar_subquery()
        wanted = wanted.where(AdminApplication.id > edge if first_come else AdminApplication.id < edge)
    rows = list(db.session.execute(wanted))
    return rows[:PAGE], len(rows) > PAGE


def application_of(code: str) -> Any:
    """Return one application; None when there is none with this code."""
    return db.session.execute(_rows().where(AdminApplication.code == code)).first() if is_handle(code) else None


def twice() -> tuple[set[str], set[str]]:
    """Return the numbers and addresses that more than one application names, of those that wait."""
    waiting = select(AdminApplication.customer_number, AdminApplication.email).where(
        AdminApplication.state.in_(WAITING)
    )
    numbers: dict[str, int] = {}
    addresses: dict[str, int] = {}
    for row in db.session.execute(waiting):
        number = folded_number(row.customer_number)
        numbers[number] = numbers.get(number, 0) + 1
        addresses[row.email] = addresses.get(row.email, 0) + 1
    return {one for one, times in numbers.items() if times > 1}, {one for one, times in addresses.items() if times > 1}


def how_many_wait() -> int:
    """Return how many applications wait, for the menu; none on an error page, and asked once for a page."""
    if g.get("failed"):
        return 0
    if "applications_waiting" not in g:
        waiting = select(func.count(AdminApplication.id)).where(AdminApplication.state.in_(WAITING))
        g.applications_waiting = db.session.scalar(waiting) or 0
    return g.applications_waiting


def service_organisation() -> int:
    """Return the id of the one organisation that decides."""
    return db.session.scalars(select(Organisation.id).where(Organisation.is_service_organisation)).one()


def service_key() -> str:
    """Return the key of the service organisation, which names the list that its mails come from."""
    return db.session.scalars(select(Organisation.key).where(Organisation.is_service_organisation)).one()


def one_at_a_time() -> int:
    """Let a second worker wait here, so that it finds the first one's work done; return the service organisation."""
    only = select(Organisation.id).where(Organisation.is_service_organisation)
    return db.session.scalars(only.with_for_update()).one()


def told_together(seed: str) -> list[Any]:
    """Return name and key of the organisations of which one mail tells, and that still have no admin."""
    mine = (AdminGap.told_as == seed, AdminGap.ended_at.is_(None))
    found = select(Organisation.name, Organisation.key).join(AdminGap, AdminGap.customer_id == Organisation.id)
    return list(db.session.execute(found.where(*mine).order_by(Organisation.name)))


def service_admins(service_organisation_id: int) -> list[int]:
    """Return the ids of the people who set up the service."""
    with inside(service_organisation_id):
        return persons_with(Role.SERVICE_ADMIN)


def working_days() -> WorksOn:
    """Say which days are worked on, as the service organisation keeps its hours."""
    return working(contact().hours)


def left(asked_at: Any, days: int, works: WorksOn) -> int:
    """Return how many working days are left for an application, negative when it is late."""
    return days_left(today(), due_day(asked_at.astimezone(ZONE).date(), days, works), works)


def _rows() -> Any:
    return select(*COLUMNS).outerjoin(Organisation, Organisation.id == AdminApplication.customer_id)
