"""Look at the portal as a colleague or as a role: an admin reads what they would read, and changes nothing.

A look belongs to one session of the admin, in one organisation. It shows what both may see, ends by itself, and
leaves its beginning and its end on the trail.
"""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from .acting import acting_admin
from .clock import now
from .context import Member, member_for
from .database import db
from .errors import Invalid, NotFound
from .models import Account, Membership, Organisation, Session
from .organisations import organisation_named
from .passwords import is_handle
from .roles import DESK_ROLES, TENANT_ROLES
from .scope import inside
from .settings import own_organisation
from .signals import tell

LOOK_FOR = timedelta(minutes=30)


def look_as_colleague(member: Member, session_id: int, handle: str) -> None:
    """Let an admin see what a colleague sees, in this browser only. Raises NotFound for who has no account here now."""
    acting_admin(member)
    row = _colleague(member, handle)
    if row is None:
        raise NotFound
    membership, name = row
    if membership.id == member.membership_id:
        raise Invalid("user", _("That is you. Look as somebody else"))
    _begin(session_id, member, name, membership_id=membership.id)
    tell("look.started", membership, by=member, until=_until().isoformat(timespec="minutes"))


def look_as_role(member: Member, session_id: int, word: str, name: str) -> None:
    """Let an admin see what somebody with a role sees who filed nothing, in this browser only; `name` is of the role.

    Raises NotFound for what is no role of a tenant.
    """
    acting_admin(member)
    if word not in {str(role) for role in TENANT_ROLES}:
        raise NotFound
    _begin(session_id, member, name, role=word)
    row = own_organisation(member)
    tell("look.role started", row, by=member, role=word, until=_until().isoformat(timespec="minutes"))


def looks_to_end() -> list[int]:
    """Return the ids of sessions whose look is over, by the clock or because they ended themselves."""
    over = or_(Session.look_until <= now(), Session.ended_at.is_not(None))
    return list(db.session.scalars(select(Session.id).where(Session.look_key != "", over).limit(100)))


def _colleague(member: Member, handle: str) -> Any:
    if not is_handle(handle):
        return None
    row = db.session.execute(
        select(Membership, Account.name)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == member.organisation_id,
            Membership.handle == handle,
            Membership.active,
            Membership.joined_at.is_not(None),
            Account.active,
        )
    ).first()
    return None if row is None or row[0].roles & DESK_ROLES else row


def _begin(session_id: int, member: Member, name: str, membership_id: int | None = None, role: str = "") -> None:
    row = db.session.get_one(Session, session_id, with_for_update=True)
    row.look_key, row.look_name, row.look_until = member.organisation_key, name, _until()
    row.look_membership_id, row.look_role = membership_id, role


def _until() -> datetime:
    return now() + LOOK_FOR


def end_look(session_id: int) -> None:
    """End the look of a session, with its own line on the trail; nothing happens when there is none."""
    row = db.session.get(Session, session_id, with_for_update=True, populate_existing=True)
    if row is None or not row.look_key:
        return
    key, membership_id, role, account_id = row.look_key, row.look_membership_id, row.look_role, row.account_id
    row.look_key = row.look_name = row.look_role = ""
    row.look_until = row.look_membership_id = None
    db.session.flush()
    organisation_id = organisation_named(key)
    if organisation_id is None:
        return
    with inside(organisation_id):
        by = member_for(account_id, organisation_id)
        if role:
            tell("look.role ended", db.session.get_one(Organisation, organisation_id), by=by, role=role)
        else:
            tell("look.ended", db.session.get_one(Membership, membership_id), by=by)
