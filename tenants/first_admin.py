"""Appoint the first admin of a customer who has none: by the service organisation, after somebody applied."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from .context import Member
from .database import db
from .errors import Invalid
from .guard import ask
from .members import expect_no_admin, invite_first_admin, locked_by_id
from .models import Account, Membership, Organisation
from .permissions import Action
from .roles import Role
from .sessions import end_sessions
from .signals import tell


def appoint_first_admin(member: Member, home: int, address: str, name: str, language: str) -> bool:
    """Let somebody be the first admin of the customer in scope, `home`; say whether they were a member already.

    A member gets the role beside those they have, and a new session with it; anybody else gets an invitation.
    Raises NotNow once there is an active admin, Invalid for who was invited as something else, or put out.
    """
    ask(member, Action.ADMINISTER)
    here = (Membership.organisation_id == home, Account.email == address)
    known = db.session.scalar(select(Membership.id).join(Account, Account.id == Membership.account_id).where(*here))
    locked = locked_by_id(home, known) if known is not None else None
    if locked is None:
        invite_first_admin(member, db.session.get_one(Organisation, home), address, name, language)
        return False
    expect_no_admin(home)
    _let_run(member, locked.target)
    return True


def _let_run(member: Member, membership: Membership) -> None:
    if membership.joined_at is None:
        raise Invalid("customer", _("This person was invited there already and has not come yet"))
    account = db.session.get_one(Account, membership.account_id)
    if not membership.active or not account.active:
        raise Invalid("customer", _("This person may not sign in there any more. Let somebody else apply"))
    membership.roles = membership.roles | {Role.ADMIN}
    membership.version += 1
    end_sessions(membership.account_id)
    roles, rights = " ".join(sorted(membership.roles)), " ".join(sorted(membership.authorisations))
    tell("member.changed", membership, by=member, roles=roles, authorisations=rights)
