"""Which organisations an agent handles. For service admins."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from .acting import acting_admin
from .context import Member
from .database import db
from .errors import Invalid
from .models import Assignment, Membership, Organisation
from .signals import tell


def assign_organisations(member: Member, membership: Membership, keys: Iterable[str]) -> None:
    """Let somebody of the desk handle these organisations and no others; none of them is all of them.

    Raises Invalid for one that is no customer: to leave it out would let them handle more than was meant.
    """
    acting_admin(member)
    named = {key.upper() for key in keys}
    wanted = set(
        db.session.scalars(
            select(Organisation.id).where(Organisation.key.in_(named), ~Organisation.is_service_organisation)
        )
    )
    if len(wanted) != len(named):
        raise Invalid("organisations", _("Choose from the organisations on this page"))
    mine = Assignment.account_id == membership.account_id
    known = set(db.session.scalars(select(Assignment.organisation_id).where(mine)))
    if wanted == known:
        return
    db.session.execute(
        delete(Assignment).where(mine, Assignment.organisation_id.in_(known - wanted)),
        execution_options={"synchronize_session": False},
    )
    db.session.add_all(
        Assignment(account_id=membership.account_id, organisation_id=one) for one in sorted(wanted - known)
    )
    tell("member.assigned", membership, by=member, organisations=" ".join(str(one) for one in sorted(wanted)))


def assigned_to(account_id: int) -> list[str]:
    """Return the keys of the organisations that an agent handles; none when they handle all."""
    mine = Assignment.account_id == account_id
    keys = select(Organisation.key).join(Assignment, Assignment.organisation_id == Organisation.id).where(mine)
    return [key.lower() for key in db.session.scalars(keys.order_by(Organisation.key))]
