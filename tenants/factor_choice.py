"""Who of an organisation needs a second factor, as its admins choose; and taking one away from who lost it."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from .acting import acting_admin
from .context import Member, in_force
from .database import db
from .errors import Forbidden, Invalid, NotNow
from .everywhere import counts_in
from .factors import has_second_factor, reset_factors
from .members import locked_member
from .models import Account, Membership
from .roles import TENANT_ROLES, Role
from .settings import own_organisation
from .signals import tell


@dataclass(frozen=True, slots=True)
class Chosen:
    """The roles that need a second factor, and from when; everybody is an employee."""

    roles: frozenset[Role] = frozenset()
    since: datetime | None = None


def chosen_factor(member: Member) -> tuple[int, Chosen]:
    """Return what the organisation of a member chose, and the version of its row."""
    row = own_organisation(member)
    return row.version, Chosen(row.factor_roles, row.factor_from)


def choose_factor(member: Member, version: int, chosen: Chosen) -> None:
    """Keep what an admin chose; it counts from its moment on, for who is new some days later.

    Raises NotNow when somebody else changed the organisation since `version`, Invalid for roles without a moment.
    """
    acting_admin(member)
    if not chosen.roles <= TENANT_ROLES:
        raise Invalid("roles", _("Choose from the roles on this page"))
    if chosen.roles and chosen.since is None:
        raise Invalid("since", _("From which day? Write it like this: 24-12-2026"))
    row = own_organisation(member, lock=True)
    if row.version != version:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    roles = frozenset({Role.EMPLOYEE}) if Role.EMPLOYEE in chosen.roles else chosen.roles
    row.factor_roles, row.factor_from = roles, chosen.since if roles else None
    row.version += 1
    action = "organisation.factor" if roles else "organisation.factor ended"
    tell(action, row, by=member, roles=" ".join(sorted(roles)), version=row.version)


def how_many_have_one(member: Member) -> tuple[int, int]:
    """Return how many members of an organisation have a second factor, and how many members there are."""
    here = (Membership.organisation_id == member.organisation_id, *in_force(Membership), Account.active)
    counted = select(func.count(Membership.id).filter(Account.second_factor), func.count(Membership.id))
    row = db.session.execute(counted.join(Account, Account.id == Membership.account_id).where(*here)).one()
    return row[0], row[1]


def take_factor_away(member: Member, handle: str) -> int | None:
    """Take the second factor away from a colleague who cannot use it any more: they are signed out everywhere.

    Return the id of their account; None when they have no second factor. Raises Forbidden for oneself, and NotNow
    for an account that another organisation relies on too.
    """
    membership = locked_member(member, handle).target
    if membership.id == member.membership_id:
        raise Forbidden
    account_id = membership.account_id
    if not has_second_factor(account_id):
        return None
    if counts_in(account_id) != [member.organisation_id]:
        raise NotNow(_("This account is used elsewhere too. Ask the helpdesk to take the second step away."))
    reset_factors(account_id)
    tell("member.factor reset", membership, by=member)
    return account_id
