"""Come in by an invitation: choose a password, or accept with the account one has."""

from dataclasses import dataclass

from sqlalchemy import select

from .clock import now
from .columns import among
from .context import in_force
from .database import db
from .errors import NotFound
from .invitations import AGAIN_AFTER, Inviter, end_invitations, invitation_since, new_invitation
from .models import Account, Invitation, Membership, Organisation, Person
from .organisations import organisation_of_link
from .passwords import token_hash
from .roles import DESK_ROLES, Role
from .scope import Scope, enter
from .signals import tell

LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as its bearer finds it. `live` is False when it was used, withdrawn, overtaken, or ran out."""

    invitation: Invitation
    membership: Membership
    account: Account
    person: Person
    organisation_key: str
    organisation_name: str

    @property
    def live(self) -> bool:
        """Say whether the link can be used."""
        row = self.invitation
        return row.ended_at is None and row.expires_at > now() and self.waiting

    @property
    def waiting(self) -> bool:
        """Say whether the organisation still waits for this person."""
        return self.membership.active and self.membership.joined_at is None and self.account.active

    @property
    def to_desk(self) -> bool:
        """Say whether this person will work for the service organisation."""
        return bool(self.membership.roles & DESK_ROLES)

    @property
    def new_here(self) -> bool:
        """Say whether the account has no password yet."""
        return self.account.password_hash is None


def invitation_of(token: str, lock: bool = False) -> Invited | None:
    """Find what a token invites to, and enter its organisation; None for a token that never was.

    With `lock` nobody else can use the same invitation until this transaction ends.
    """
    key = token.partition(".")[0]
    plausible = token.isascii() and token.isprintable() and len(token) <= LONGEST_TOKEN
    organisation_id = organisation_of_link(key) if plausible else None
    if organisation_id is None:
        return None
    enter(Scope.of(organisation_id))
    wanted = (
        select(Invitation, Membership, Account, Person, Organisation.key, Organisation.name)
        .join(Membership, Membership.id == Invitation.membership_id)
        .join(Account, Account.id == Membership.account_id)
        .join(Person, Person.id == Membership.person_id)
        .join(Organisation, Organisation.id == Invitation.organisation_id)
        .where(Invitation.token_hash == token_hash(token), Membership.organisation_id == organisation_id)
    )
    if lock:
        wanted = wanted.with_for_update(of=(Invitation, Membership, Account))
        wanted = wanted.execution_options(populate_existing=True)
    row = db.session.execute(wanted).first()
    return None if row is None else Invited(*row)


@dataclass(frozen=True, slots=True)
class Came:
    """Who came in: their account, the organisation's key, and whether they are the first admin there."""

    account_id: int
    key: str
    first_admin: bool


def activate(token: str, name: str, language: str, password_hash: str) -> Came:
    """Make the account of who was invited: name, language, password.

    Raises NotFound when the link cannot be used (any more), or the account has a password already.
    """
    invited = _usable(token)
    if not invited.new_here:
        raise NotFound
    account = invited.account
    account.name, account.language, account.password_hash = name, language, password_hash
    invited.person.name = name
    return _join(invited)


def accept(token: str, account_id: int) -> Came:
    """Join with the account that is signed in.

    Raises NotFound when the link cannot be used (any more), or is for another account.
    """
    invited = _usable(token)
    if invited.account.id != account_id or invited.new_here:
        raise NotFound
    return _join(invited)


def renew(token: str) -> None:
    """Send a new link to the same address, when the organisation still waits for that person; else do nothing."""
    invited = invitation_of(token, lock=True)
    if invited is not None and invited.waiting:
        renew_for(invited.membership, invited.organisation_key)


def renew_for(membership: Membership, organisation_key: str) -> None:
    """Make a new link for a membership of the organisation in scope, as from who invited them before."""
    before = (
        select(Invitation.invited_by, Invitation.invited_by_id, Invitation.sent_at)
        .where(Invitation.membership_id == membership.id)
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    last = db.session.execute(before).first()
    if (
        last is not None
        and now() - last.sent_at < AGAIN_AFTER
        and invitation_since(membership, last.sent_at - AGAIN_AFTER)
    ):
        return  # the same press of a button
    by = Inviter(last.invited_by_id, last.invited_by) if last is not None else Inviter(None, "")
    new_invitation(membership, organisation_key, by)
    tell("member.invited", membership, by=None)


def _usable(token: str) -> Invited:
    invited = invitation_of(token, lock=True)
    if invited is None or not invited.live:
        raise NotFound
    return invited


def _join(invited: Invited) -> Came:
    first = _first_admin(invited.membership)
    membership = invited.membership
    membership.joined_at = membership.seen_at = now()
    membership.version += 1
    end_invitations(membership)
    tell("member.joined", membership, by=None)
    return Came(invited.account.id, invited.organisation_key.lower(), first)


def _first_admin(membership: Membership) -> bool:
    """Say whether somebody comes in as the only admin there is."""
    if Role.ADMIN not in membership.roles:
        return False
    admins = (Membership.roles.like(among(Role.ADMIN)), *in_force(Membership), Account.active)
    there = select(Membership.id).join(Account, Account.id == Membership.account_id)
    there = there.where(Membership.organisation_id == membership.organisation_id, *admins)
    return db.session.scalar(there.limit(1)) is None
