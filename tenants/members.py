"""Let people into an organisation, change what they may do there, and end it. For its admins.

Those of the service organisation are its service admins.

Every verb locks the admins of the organisation in the order of their rows before it looks: two who remove each
other at the same moment wait for one another, and the second finds that it is no admin any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from .acting import acting_admin
from .clock import now
from .columns import among
from .context import Member, in_force
from .database import db
from .deputies import end_deputies_of
from .directory import Place, person_to_invite, put
from .errors import Forbidden, Invalid, NotFound, NotNow
from .granting import expect_roles, only_lowered
from .guard import ask
from .invitations import AGAIN_AFTER, Inviter, end_invitations, invitation_since, new_invitation
from .models import Account, Membership, Organisation, Person
from .passwords import is_handle
from .permissions import Action
from .roles import SIGHTS, Authorisation, Role
from .sessions import end_sessions
from .signals import tell
from .writing import add_unless_there

KEEPERS = frozenset({Role.ADMIN, Role.SERVICE_ADMIN})
"""Who decides about members: of a customer, and of the service organisation. No organisation is left without one."""


class ChangedMeanwhile(NotNow):
    """Somebody else changed this member after the form was opened."""


class StillBeingErased(Invalid):
    """Somebody was erased here, and the worker has not finished with it."""


@dataclass(frozen=True, slots=True)
class Granted:
    """What an admin decides about a member."""

    roles: frozenset[Role]
    authorisations: frozenset[Authorisation]
    place: Place


@dataclass(frozen=True, slots=True)
class Locked:
    """A membership to change, and the admins there are; all of them stay as they are until we are done."""

    target: Membership
    admins: Sequence[int]  # ids of memberships of active admins

    def keep_an_admin(self) -> None:
        """Raise Invalid when the target is the only active admin."""
        if list(self.admins) == [self.target.id]:
            raise Invalid("roles", _("This is the only admin. Make someone else admin first"))


def invite(member: Member, address: str, language: str, granted: Granted) -> Membership:
    """Invite the person behind an address (as `folded_address` writes it) and return their membership.

    An account of that address elsewhere gets a membership here besides; nobody here learns that there was one.
    Raises Invalid when somebody of this organisation has the address already.
    """
    acting_admin(member)
    expect_roles(member.roles, granted.roles)
    return _invited(member, address, language, granted)


def invite_first_admin(
    member: Member, organisation: Organisation, address: str, name: str, language: str
) -> Membership:
    """Invite an admin of a customer that has none: by the service organisation, inside that customer's scope.

    Raises NotNow once there is an active admin: from then on they invite their colleagues.
    """
    ask(member, Action.ADMINISTER)
    expect_no_admin(organisation.id)
    acting = replace(member, organisation_id=organisation.id, organisation_key=organisation.key.lower())
    granted = Granted(frozenset({Role.EMPLOYEE, Role.ADMIN}), frozenset(), Place(name))
    return _invited(acting, address, language, granted)


def expect_no_admin(organisation_id: int) -> None:
    """Raise NotNow when the organisation in scope has an active admin."""
    admins = (Membership.roles.like(among(Role.ADMIN)), *in_force(Membership), Account.active)
    there = select(Membership.id).join(Account, Account.id == Membership.account_id)
    if db.session.scalar(there.where(Membership.organisation_id == organisation_id, *admins).limit(1)) is not None:
        raise NotNow(_("This organisation has an admin. They invite their colleagues."))


def _invited(member: Member, address: str, language: str, granted: Granted) -> Membership:
    account_id = account_for(address, granted.place.name, language)
    if (known := _membership_of(member, account_id)) is not None:
        raise Invalid("email", KNOWN) if known.erased_at is None else StillBeingErased("email", STILL_BEING_ERASED)
    person = person_to_invite(address, granted.place)
    put(person, granted.place)
    _flushed()
    values = {
        "person_id": person.id,
        "account_id": account_id,
        "roles": granted.roles,
        "authorisations": granted.authorisations,
        "invited_at": now(),
    }
    if not add_unless_there(Membership, values):
        raise Invalid("email", KNOWN)
    membership = _membership_of(member, account_id)
    if membership is None:
        raise LookupError("a membership was added and is not there")
    _send(member, membership)
    return membership


KNOWN = _("Somebody in your organisation has this address already. You find them in the list")
STILL_BEING_ERASED = _("Whoever has this address is being erased. After that you can invite them as somebody new")


def invite_again(member: Member, handle: str) -> None:
    """Send a new link to who was invited and has not come, or whose invitation was withdrawn; older links end."""
    membership = locked_member(member, handle).target
    if membership.joined_at is not None:
        raise NotNow(_("This colleague has an account already."))
    if membership.active and invitation_since(membership, now() - AGAIN_AFTER):
        return
    if not membership.active:
        membership.active, membership.version = True, membership.version + 1
    _send(member, membership)


def withdraw_invitation(member: Member, handle: str) -> None:
    """Take an invitation back: its link ends."""
    membership = locked_member(member, handle).target
    if membership.joined_at is not None:
        raise NotNow(_("This colleague has an account already."))
    if not membership.active:
        return
    membership.active, membership.version = False, membership.version + 1
    end_invitations(membership)
    tell("member.withdrawn", membership, by=member)


def change_member(member: Member, handle: str, version: int, granted: Granted) -> bool:
    """Change somebody's roles, authorisations and place; return whether their sessions ended for it.

    Raises ChangedMeanwhile when they were changed since `version`, Invalid when the last admin would go, or when
    somebody gives themselves more. New rights begin with a new session, so those that are open end.
    """
    locked = locked_member(member, handle)
    membership = locked.target
    if membership.version != version:
        raise ChangedMeanwhile(_("Somebody changed this in the meantime. What you filled in is still here."))
    expect_roles(member.roles, granted.roles)
    before = (membership.roles, membership.authorisations)
    after = (granted.roles, granted.authorisations | membership.authorisations & SIGHTS)
    if membership.id == member.membership_id:
        only_lowered(before, after)
    if not KEEPERS & granted.roles:
        locked.keep_an_admin()
    person = db.session.get_one(Person, membership.person_id)
    put(person, granted.place)
    membership.roles, membership.authorisations = after
    membership.version += 1
    _flushed()
    if Role.MANAGER in before[0] - after[0]:
        end_deputies_of(membership.person_id, member, only_absent=True)
    tell("member.changed", membership, by=member, roles=_listed(after[0]), authorisations=_listed(after[1]))
    if before == after:
        return False
    end_sessions(membership.account_id)
    return True


def deactivate(member: Member, handle: str) -> int | None:
    """Put somebody out of the organisation: their sessions end at once, what they did stays.

    Return the id of their person; None when they were out already, and there is nothing left to do.
    Raises Invalid for the last admin, Forbidden for oneself.
    """
    locked = locked_member(member, handle)
    membership = locked.target
    if membership.id == member.membership_id:
        raise Forbidden
    if membership.joined_at is None:
        raise NotNow(_("This colleague has not come yet. Withdraw the invitation."))
    if not membership.active:
        return None
    put_out(locked, member)
    return membership.person_id


def put_out(locked: Locked, by: Member | None) -> None:
    """Put a locked member out. Raises Invalid for the last admin."""
    locked.keep_an_admin()
    membership = locked.target
    membership.active, membership.version = False, membership.version + 1
    end_sessions(membership.account_id)
    end_deputies_of(membership.person_id, by)
    tell("member.deactivated", membership, by=by)


def activate_again(member: Member, handle: str) -> None:
    """Let somebody in again, with the roles they had."""
    membership = locked_member(member, handle).target
    if membership.joined_at is None:
        raise NotNow(_("This colleague has not come yet. Send a new invitation."))
    if membership.active:
        return
    membership.active, membership.version = True, membership.version + 1
    tell("member.activated", membership, by=member)


def expect_free_address(member: Member, handle: str, address: str) -> Membership:
    """Return the member for whom an admin asks another address; the address itself changes when it is confirmed.

    Raises Invalid when somebody else of this organisation has it, NotNow for who has not come or was put out. Of
    other organisations nothing is told.
    """
    membership = locked_member(member, handle).target
    if not membership.active or membership.joined_at is None:
        raise NotNow(_("This colleague cannot sign in now."))
    here = (Membership.organisation_id == member.organisation_id, Account.email == address)
    there = select(Membership.id).join(Account, Account.id == Membership.account_id).where(*here)
    if db.session.scalar(there.limit(1)) is not None:
        raise Invalid("email", KNOWN)
    tell("member.address asked", membership, by=member)
    return membership


def one_of(member: Member, handle: str) -> Membership:
    """Return a membership of the organisation, whatever its standing. Raises NotFound."""
    here = (Membership.organisation_id == member.organisation_id, Membership.handle == handle)
    found = db.session.scalar(select(Membership).where(*here)) if is_handle(handle) else None
    if found is None:
        raise NotFound
    return found


def colleague(member: Member, handle: str) -> Membership:
    """Return an active member of the organisation by handle. Raises NotFound for any other."""
    if not is_handle(handle):
        raise NotFound
    found = db.session.scalar(
        select(Membership).where(
            Membership.organisation_id == member.organisation_id,
            Membership.handle == handle,
            Membership.active,
            Membership.joined_at.is_not(None),
        )
    )
    if found is None:
        raise NotFound
    return found


# Who acts, and whom they may touch.


def locked_member(member: Member, handle: str) -> Locked:
    """Lock a member and the admins there are, for an admin. Raises NotFound."""
    found = _lock(member.organisation_id, Membership.handle == handle) if is_handle(handle) else None
    acting_admin(member)
    if found is None or found.target.erased_at is not None:
        raise NotFound
    return found


def locked_by_id(organisation_id: int, membership_id: int) -> Locked | None:
    """Lock the same for work that no admin is at any more."""
    return _lock(organisation_id, Membership.id == membership_id)


def _lock(organisation_id: int, wanted: Any) -> Locked | None:
    kept = (Membership.roles.like(among(role)) for role in sorted(KEEPERS))
    rows = db.session.execute(
        select(Membership, Account.active, wanted.label("wanted"))
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id == organisation_id, or_(*kept, wanted))
        .order_by(Membership.id)
        .with_for_update(of=Membership)
        .execution_options(populate_existing=True)
    ).all()
    target = next((row.Membership for row in rows if row.wanted), None)
    if target is None:
        return None
    admins = [
        row.Membership.id
        for row in rows
        if KEEPERS & row.Membership.roles and row.Membership.active and row.Membership.joined_at and row.active
    ]
    return Locked(target, admins)


def _membership_of(member: Member, account_id: int) -> Membership | None:
    mine = (Membership.organisation_id == member.organisation_id, Membership.account_id == account_id)
    return db.session.scalar(select(Membership).where(*mine))


def account_for(address: str, name: str, language: str) -> int:
    """Return the id of the account with an address, made now when there is none. A second one waits for the first."""
    known = select(Account.id).where(Account.email == address)
    found = db.session.scalar(known)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            account = Account(email=address, name=name, language=language)
            db.session.add(account)
    except IntegrityError:
        return db.session.scalars(known).one()
    return account.id


def _send(member: Member, membership: Membership) -> None:
    membership.invited_at = now()
    new_invitation(membership, member.organisation_key, Inviter(member.account_id, member.name))
    tell("member.invited", membership, by=member)


def _flushed() -> None:
    try:
        db.session.flush()
    except IntegrityError as refusal:
        raise Invalid("personnel_number", _("A colleague has this personnel number already")) from refusal


def _listed(words: frozenset[Role] | frozenset[Authorisation]) -> str:
    return " ".join(sorted(words))
