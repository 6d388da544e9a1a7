"""Name who stands in for a colleague who is away, end it, and tell both when it begins and ends.

A manager names one for themselves, an admin for any manager; at the desk an agent for themselves, a lead for any
agent. What a deputy may do follows from the row and the clock alone (`deputising.py`): no duty has to run for it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from .clock import now
from .context import Member, in_force, member_for
from .database import db
from .errors import Forbidden, Invalid, NotFound
from .guard import ask
from .models import Account, Deputy, Membership, Person
from .passwords import is_handle
from .permissions import Action, Reach, reach
from .roles import Role
from .signals import tell

ROLES_OF_THE_ABSENT = {Role.MANAGER, Role.AGENT, Role.LEAD}
"""Whose work a deputy takes over."""
DESK = {Role.AGENT, Role.LEAD}


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment until another, as an admin or manager chose it."""

    starts_at: datetime
    ends_at: datetime


def absent_for(member: Member, handle: str) -> Membership:
    """Return the member for whom `member` may name a deputy; `handle` is "me" or a member's.

    Raises NotFound for who is not here or has no work that a deputy takes over, Forbidden when it is not theirs.
    """
    ask(member, Action.NAME_DEPUTY)
    called = Membership.id == member.membership_id if handle == "me" else Membership.handle == handle
    found = None
    if is_handle(handle):
        mine = (Membership.organisation_id == member.organisation_id, *in_force(Membership), called)
        found = db.session.scalar(select(Membership).where(*mine))
    if found is None or not found.roles & ROLES_OF_THE_ABSENT:
        raise NotFound
    if found.id != member.membership_id and reach(member, Action.NAME_DEPUTY) < Reach.ORGANISATION:
        raise Forbidden
    return found


def name_deputy(member: Member, absent: str, deputy: str, period: Period) -> Deputy:
    """Let a colleague stand in for a while; both are called by their handles.

    Raises Invalid for nobody, for oneself, for a time that is over or turned round, and for one that overlaps
    with a deputy who is there already.
    """
    member = _still(member)
    away = absent_for(member, absent)
    # Two who name a deputy for one person at the same moment: the second finds the first.
    db.session.execute(select(Person.id).where(Person.id == away.person_id).with_for_update())
    stand_in = _colleague(member, deputy)
    if stand_in is None or (away.roles & DESK and not stand_in.roles & DESK):
        raise Invalid("deputy", _("Choose a colleague from the list"))
    if stand_in.person_id == away.person_id:
        raise Invalid("deputy", _("Nobody stands in for themselves. Choose a colleague"))
    if period.ends_at <= period.starts_at:
        raise Invalid("until", _("This is before the first day. Choose a later day"))
    if period.ends_at <= now():
        raise Invalid("until", _("This day is over. Choose a later day"))
    _free(away.person_id, period)
    row = Deputy(
        account_id=stand_in.account_id,
        person_id=stand_in.person_id,
        absent_id=away.person_id,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
    )
    db.session.add(row)
    db.session.flush()
    _tell("deputy.named", row, member)
    if row.starts_at <= now():
        _begin(row)
    return row


def end_deputy(member: Member, absent: str, code: str) -> None:
    """End it now, or take it back before it begins. Ended before, nothing happens. Raises NotFound."""
    member = _still(member)
    away = absent_for(member, absent)
    wanted = select(Deputy).where(Deputy.code == code, Deputy.absent_id == away.person_id) if is_handle(code) else None
    row = db.session.scalar(_locked(wanted)) if wanted is not None else None
    if row is None:
        raise NotFound
    _end(row, member)


def end_deputies_of(person_id: int, by: Member | None, *, only_absent: bool = False) -> None:
    """End what somebody does for others, and others for them: they leave, or (`only_absent`) manage no more."""
    either = (
        Deputy.absent_id == person_id
        if only_absent
        else or_(Deputy.absent_id == person_id, Deputy.person_id == person_id)
    )
    for row in db.session.scalars(_locked(select(Deputy).where(either, Deputy.ended_at.is_(None)))):
        _end(row, by)


def begin_due(deputy_id: int) -> bool:
    """Tell both that it began; False when somebody was first, or it is over."""
    row = db.session.scalar(_locked(select(Deputy).where(Deputy.id == deputy_id)))
    if row is None or row.began_at is not None or row.ended_at is not None or row.starts_at > now():
        return False
    _begin(row)
    return True


def end_due(deputy_id: int) -> bool:
    """Tell both that it ended; False when somebody was first."""
    row = db.session.scalar(_locked(select(Deputy).where(Deputy.id == deputy_id)))
    if row is None or row.ended_at is not None or row.ends_at > now():
        return False
    _end(row, None)
    return True


def _begin(row: Deputy) -> None:
    row.began_at = now()
    _tell("deputy.began", row, None)


def _end(row: Deputy, by: Member | None) -> None:
    if row.ended_at is not None:
        return
    moment = now()
    row.ended_at, row.ends_at = moment, min(row.ends_at, moment)
    _tell("deputy.ended", row, by)


def _tell(action: str, row: Deputy, by: Member | None) -> None:
    away = db.session.scalars(select(Membership).where(Membership.person_id == row.absent_id)).one()
    tell(action, away, by=by, code=row.code, person=row.person_id)


def _free(absent_id: int, period: Period) -> None:
    overlaps = (Deputy.starts_at < period.ends_at, Deputy.ends_at > period.starts_at, Deputy.ended_at.is_(None))
    name = db.session.scalar(
        select(Person.name)
        .join(Deputy, (Deputy.organisation_id == Person.organisation_id) & (Deputy.person_id == Person.id))
        .where(Deputy.absent_id == absent_id, *overlaps)
        .limit(1)
    )
    if name is not None:
        raise Invalid("starts", _("%(name)s stands in on these days already. End that first", name=name))


def _colleague(member: Member, handle: str) -> Membership | None:
    if not is_handle(handle):
        return None
    mine = (Membership.organisation_id == member.organisation_id, Membership.handle == handle, *in_force(Membership))
    return db.session.scalar(
        select(Membership).join(Account, Account.id == Membership.account_id).where(*mine, Account.active)
    )


def _still(member: Member) -> Member:
    fresh = member_for(member.account_id, member.organisation_id)
    if fresh is None:
        raise Forbidden
    return fresh


def _locked(statement: Any) -> Any:
    return statement.order_by(Deputy.id).with_for_update().execution_options(populate_existing=True)
