"""Plan that somebody leaves, change that or take it back; and let them go when the moment has come.

Who plans is an admin; who carries it out is the worker, once, in the transaction in which their work is handed over.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from .clock import now
from .context import Member
from .database import db
from .errors import Forbidden, Invalid, NotNow
from .members import ChangedMeanwhile, colleague, locked_by_id, locked_member, put_out
from .models import Leaving, Membership
from .signals import tell


@dataclass(frozen=True, slots=True)
class Left:
    """Who has just left, and who takes over: ids of persons, and the account that left."""

    person_id: int
    account_id: int
    successor_id: int | None


def plan_leaving(member: Member, handle: str, version: int, successor: str, ends_at: datetime) -> Leaving:
    """Let somebody leave at a moment to come; `version` is 0 when nothing is planned, `successor` "" for nobody.

    Raises Invalid for the last admin, and NotFound for a successor who is no colleague; ChangedMeanwhile when
    another admin planned something else since.
    """
    locked = locked_member(member, handle)
    target = locked.target
    if target.id == member.membership_id:
        raise Forbidden
    if not target.active or target.joined_at is None:
        raise NotNow(_("This colleague cannot sign in now."))
    if ends_at <= now():
        raise Invalid("ends", _("This day is over. Choose a later day"))
    locked.keep_an_admin()
    row = planned_for(target.id)
    if (row.version if row else 0) != version:
        raise ChangedMeanwhile(_("Somebody changed this in the meantime. What you filled in is still here."))
    if row is None:
        row = Leaving(membership_id=target.id, version=0)
        db.session.add(row)
    row.ends_at = ends_at
    row.successor_id = colleague(member, successor).id if successor else None
    row.version += 1
    db.session.flush()
    tell("leaving.planned", target, by=member, successor=row.successor_id)
    return row


def withdraw_leaving(member: Member, handle: str) -> bool:
    """Take it back; say whether there was something to take back."""
    row = planned_for(locked_member(member, handle).target.id)
    if row is not None:
        _end(row, "leaving.withdrawn", member)
    return row is not None


def planned_for(membership_id: int) -> Leaving | None:
    """Return what is planned for a member, None when nothing is."""
    return db.session.scalar(select(Leaving).where(Leaving.membership_id == membership_id, Leaving.ended_at.is_(None)))


def let_go(leaving_id: int) -> Left | None:
    """Let somebody go whose moment has come; None when another worker was first, or they must stay.

    The last admin stays: that is told, and an admin decides what happens next.
    """
    found = db.session.scalar(select(Leaving).where(Leaving.id == leaving_id))
    if found is None:
        return None
    locked = locked_by_id(found.organisation_id, found.membership_id)  # before the row, as everybody does
    row = db.session.scalar(
        select(Leaving)
        .where(Leaving.id == leaving_id, Leaving.ended_at.is_(None), Leaving.ends_at <= now())
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or locked is None:
        return None
    if not locked.target.active:
        _end(row, "leaving.done", None)
        return None
    try:
        put_out(locked, None)
    except Invalid:
        _end(row, "leaving.refused", None)
        return None
    _end(row, "leaving.done", None)
    return Left(locked.target.person_id, locked.target.account_id, _successor(row))


def _successor(row: Leaving) -> int | None:
    if row.successor_id is None:
        return None
    there = (Membership.id == row.successor_id, Membership.active, Membership.joined_at.is_not(None))
    return db.session.scalar(select(Membership.person_id).where(*there))


def _end(row: Leaving, what: str, by: Member | None) -> None:
    row.ended_at, row.outcome = now(), what.removeprefix("leaving.")
    tell(what, db.session.get_one(Membership, row.membership_id), by=by)
