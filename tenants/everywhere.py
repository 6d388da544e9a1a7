"""What happens to an account, told in every organisation where it counts."""

from sqlalchemy import select

from .context import in_force
from .database import db
from .models import Membership
from .scope import Scope, inside
from .signals import tell


def counts_in(account_id: int) -> list[int]:
    """Return the ids of the organisations in which an account has a membership that counts now."""
    with inside(Scope(account_id=account_id)):
        mine = select(Membership.organisation_id).where(Membership.account_id == account_id, *in_force(Membership))
        return list(db.session.scalars(mine.order_by(Membership.id)))


def membership_here(account_id: int, organisation_id: int) -> Membership:
    """Return the membership of an account in the organisation in scope, where it has one."""
    here = (Membership.organisation_id == organisation_id, Membership.account_id == account_id)
    return db.session.scalars(select(Membership).where(*here)).one()


def tell_everywhere(action: str, account_id: int) -> None:
    """Tell that something happened to an account."""
    for organisation_id in counts_in(account_id):
        with inside(organisation_id):
            tell(action, membership_here(account_id, organisation_id), by=None)
            db.session.flush()
