"""Setting an organisation up: which tasks there are, and which of them are done.

What can be seen is looked at; of the rest an admin says that it is done, and takes that back.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, exists, func, or_, select

from portal.trail.models import Trail
from portal.trail.rules import Kind
from portal.trail.verbs import leave_trail
from tenants.acting import acting_admin
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.models import Membership
from tenants.permissions import DEFAULT_SIGHT
from tenants.settings import own_organisation
from tenants.writing import add_unless_there

from .models import SetUpMark
from .rules import Task

LATER = "later"
"""The mark that says: not on the first page."""


@dataclass(frozen=True, slots=True)
class SettingUp:
    """Which tasks are done: seen by us, or said by an admin; and whether the list was put off."""

    seen: frozenset[Task]
    told: frozenset[Task]
    put_off: bool

    @property
    def done(self) -> frozenset[Task]:
        """Return the tasks that are done, either way."""
        return self.seen | self.told

    @property
    def finished(self) -> bool:
        """Say whether nothing is left to do."""
        return len(self.done) == len(Task)


def setting_up_of(member: Member) -> SettingUp:
    """Return how far an organisation is."""
    mine = Membership.organisation_id == member.organisation_id
    others = select(Membership.id).where(mine, Membership.active, Membership.id != member.membership_id)
    given = select(Membership.id).where(mine, Membership.active, Membership.authorisations != frozenset())
    row: Any = db.session.execute(
        select(
            exists(_happened(Kind.SETTINGS, "organisation.settings")).label("details"),
            exists(others).label("colleagues"),
            or_(exists(given), exists(_happened(Kind.RIGHTS, "organisation.access"))).label("rights"),
            select(func.aggregate_strings(SetUpMark.task, " ")).scalar_subquery().label("marks"),
        )
    ).one()
    organisation = own_organisation(member)
    there = {
        Task.DETAILS: row.details,
        Task.COLLEAGUES: row.colleagues,
        Task.RIGHTS: row.rights,
        Task.SIGHT: any(getattr(organisation, name) != DEFAULT_SIGHT[name] for name in SIGHTS),
        Task.TERMS: organisation.terms_version > 0,
    }
    said = set((row.marks or "").split())
    return SettingUp(
        frozenset(task for task in Task if there[task]),
        frozenset(task for task in Task if task in said),
        LATER in said,
    )


SIGHTS = ("employees_see", "managers_see")
"""What an organisation chooses of who sees requests."""


def _happened(kind: Kind, action: str) -> Any:
    return select(Trail.id).where(Trail.kind == kind, Trail.action == action)


def say_done(member: Member, task: Task, done: bool) -> None:
    """Keep that a task is done, or that it is not after all; twice is once."""
    acting_admin(member)
    if _mark(member, task, done):
        leave_trail("organisation.task", own_organisation(member), by=member, task=str(task), done=done)


def put_off(member: Member, later: bool) -> None:
    """Let the list stand on the first page, or not."""
    acting_admin(member)
    _mark(member, LATER, later)


def _mark(member: Member, name: str, there: bool) -> bool:
    """Return whether that changed anything."""
    if there:
        return add_unless_there(SetUpMark, {"task": str(name), "account_id": member.account_id, "at": now()})
    gone = delete(SetUpMark).where(SetUpMark.task == str(name)).returning(SetUpMark.task)
    return db.session.execute(gone, execution_options={"synchronize_session": False}).first() is not None
