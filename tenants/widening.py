"""What people may do and see beyond the table: by the organisation's own choice, and by name. For its admins."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from .acting import acting_admin
from .context import Member
from .database import db
from .errors import NotFound, NotNow
from .granting import only_lowered
from .models import Membership
from .passwords import is_handle
from .permissions import Reach
from .roles import SIGHTS, Authorisation
from .sessions import end_sessions
from .settings import own_organisation
from .signals import tell

BY_NAME = {Reach.NONE: None, Reach.UNIT: Authorisation.SEE_UNIT, Reach.ORGANISATION: Authorisation.SEE_ALL}
"""How far somebody may see by name, and the authorisation that says so."""

CHANGED = _("Somebody has just changed this. Your text is still here.")


@dataclass(frozen=True, slots=True)
class Access:
    """What an organisation chooses: how far employees and managers see, and whether employees report problems."""

    employees_see: Reach
    managers_see: Reach
    employees_report: bool


def chosen_access(member: Member) -> tuple[int, Access]:
    """Return what the organisation of a member chose, and the version of its row."""
    row = own_organisation(member)
    return row.version, Access(Reach(row.employees_see), Reach(row.managers_see), row.employees_report)


def choose_access(member: Member, version: int, chosen: Access) -> None:
    """Keep what an admin chose; it counts from the next page on, for everybody.

    Raises NotNow when somebody else changed the organisation since `version`.
    """
    acting_admin(member)
    row = own_organisation(member, lock=True)
    if row.version != version:
        raise NotNow(CHANGED)
    row.employees_see, row.managers_see = int(chosen.employees_see), int(chosen.managers_see)
    row.employees_report = chosen.employees_report
    row.version += 1
    tell(
        "organisation.access",
        row,
        by=member,
        employees_see=row.employees_see,
        managers_see=row.managers_see,
        employees_report=chosen.employees_report,
        version=row.version,
    )


def with_access(member: Member, chosen: Access) -> Member:
    """Return a member as they would be under another choice of their organisation."""
    sight = {"employees_see": chosen.employees_see, "managers_see": chosen.managers_see}
    return replace(member, sight=MappingProxyType({**member.sight, **sight}))


def sees_by_name(authorisations: frozenset[Authorisation]) -> Reach:
    """Return how far somebody sees by name; NONE when their roles alone decide."""
    return max(reach for reach, given in BY_NAME.items() if given is None or given in authorisations)


def named(authorisations: frozenset[Authorisation], sees: Reach) -> frozenset[Authorisation]:
    """Return somebody's authorisations once they see so far by name."""
    given = BY_NAME[sees]
    return authorisations - SIGHTS | ({given} if given else frozenset())


def let_see(member: Member, handle: str, version: int, sees: Reach) -> None:
    """Let one person see so far, whatever their roles; NONE lets their roles decide again.

    Other rights begin with a new session, so those that are open end. Raises NotNow when they were changed since
    `version`, NotFound for who is no member, Invalid for more to oneself.
    """
    acting_admin(member)
    row = _locked(member, handle)
    if row.version != version:
        raise NotNow(CHANGED)
    after = named(row.authorisations, sees)
    if row.id == member.membership_id:
        only_lowered((row.roles, row.authorisations), (row.roles, after))
    if after == row.authorisations:
        return
    row.authorisations, row.version = after, row.version + 1
    tell("member.sight", row, by=member, sees=int(sees), version=row.version)
    end_sessions(row.account_id)


def _locked(member: Member, handle: str) -> Membership:
    mine = (Membership.organisation_id == member.organisation_id, Membership.handle == handle)
    wanted = select(Membership).where(*mine).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(wanted) if is_handle(handle) else None
    if row is None:
        raise NotFound
    return row
