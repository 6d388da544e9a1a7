"""Who came back from an organisation's own sign-in: which account that is here, and whether it may come in.

Issuer and subject decide. An address decides once, for a member of this very organisation; for who belongs to another
one too it never decides alone, see docs/decisions.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from .acting import acting_admin
from .clock import now
from .context import Member
from .database import db
from .directory import Place, person_to_invite
from .errors import Invalid
from .invitations import end_invitations
from .members import account_for
from .models import Account, Membership
from .provider_rows import ProviderLink
from .providers import provider_here
from .roles import Role
from .scope import Scope, home, inside
from .sessions import end_sessions
from .signals import tell
from .terms import Term


class Why(Term):
    """Why somebody whom their organisation vouches for does not come in."""

    NO_ACCOUNT = "no account"
    NOT_A_MEMBER = "not a member"
    OTHER_SUBJECT = "other subject"
    ENDED = "ended"
    ACTIVATE_FIRST = "activate first"


class NotLetIn(Exception):
    """They do not come in; `account_id` is whose account it is, when there is one."""

    def __init__(self, why: Why, account_id: int | None = None) -> None:
        super().__init__(str(why))
        self.why, self.account_id = why, account_id


class PasswordNeeded(Exception):
    """They come in once they give their password too."""

    def __init__(self, account_id: int) -> None:
        super().__init__(account_id)
        self.account_id = account_id


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom an organisation vouches for, after every check. `address` is as it is stored; `role` for a new account."""

    issuer: str
    subject: str
    address: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who came in. `only_here`: the account is of no other organisation, so this one answers for it alone."""

    account_id: int
    only_here: bool


def arrive(who: Vouched, language: str, confirmed: int | None = None) -> Arrived:
    """Find the account of who came back, or make it; link it the first time. In the organisation in scope.

    `confirmed` is the account that proved itself with its password besides. Raises NotLetIn and PasswordNeeded; then
    nothing was written.
    """
    provider = provider_here(lock=True)  # two who come for the first time at once wait for each other
    if provider is None:
        raise NotLetIn(Why.NO_ACCOUNT)
    link = _link_of(who)
    account_id = link.account_id if link else _account_of(who.address)
    if account_id is None:
        if not provider.makes_accounts:
            raise NotLetIn(Why.NO_ACCOUNT)
        return Arrived(_make(who, language), only_here=True)
    account = db.session.scalars(select(Account).where(Account.id == account_id)).one()
    membership = _membership_here(account_id)
    if membership is None:
        raise NotLetIn(Why.NOT_A_MEMBER)
    if not (account.active and membership.active):
        raise NotLetIn(Why.ENDED, account_id)
    if link is None and _linked_here(account_id):
        raise NotLetIn(Why.OTHER_SUBJECT, account_id)
    has_password, proved = account.password_hash is not None, link is not None and link.confirmed_at is not None
    elsewhere = _elsewhere(account_id)
    if elsewhere and not proved and confirmed != account_id:
        if not has_password:
            raise NotLetIn(Why.ACTIVATE_FIRST, account_id)
        raise PasswordNeeded(account_id)
    _welcome(account_id)
    if link is None:
        _link(who, account_id, confirmed == account_id)
    elif confirmed == account_id and not proved:
        _link_of_account(account_id).confirmed_at = now()
    return Arrived(account_id, only_here=not elsewhere)


def _link(who: Vouched, account_id: int, confirmed: bool) -> None:
    at = now()
    db.session.add(
        ProviderLink(
            account_id=account_id, issuer=who.issuer, subject=who.subject, confirmed_at=at if confirmed else None
        )
    )
    db.session.flush()
    tell("member.linked", _here(account_id), by=None)


def _welcome(account_id: int) -> None:
    """Let who was invited join: their own organisation vouches for them, as the link in the mail would."""
    membership = _here(account_id)
    if membership.joined_at is None:
        membership.joined_at = membership.seen_at = now()
        membership.version += 1
        end_invitations(membership)
        tell("member.joined", membership, by=None)


def _make(who: Vouched, language: str) -> int:
    """Make the account, person and membership of who comes for the first time."""
    account_id = account_for(who.address, who.name, language)
    person = person_to_invite(who.address, Place(who.name))
    db.session.flush()
    at = now()
    membership = Membership(
        account_id=account_id,
        person_id=person.id,
        roles=frozenset({Role.EMPLOYEE, who.role}),
        joined_at=at,
        seen_at=at,
    )
    link = ProviderLink(account_id=account_id, issuer=who.issuer, subject=who.subject)
    db.session.add_all([membership, link])
    db.session.flush()
    tell("member.made", membership, by=None, roles=" ".join(sorted(membership.roles)))
    return account_id


def unlink(member: Member, address: str) -> None:
    """Forget who the colleague with an address (as it is stored) is at the organisation's sign-in; their sessions end.

    Whoever gets an account anew at the provider has another subject: after this their first sign-in links it. Raises
    Invalid when nobody here with this address was linked.
    """
    acting_admin(member)
    account_id = _account_of(address)
    mine = delete(ProviderLink).where(ProviderLink.account_id == account_id).returning(ProviderLink.id)
    if account_id is None or db.session.execute(mine, execution_options={"synchronize_session": False}).first() is None:
        raise Invalid("email", _("Nobody of your organisation with this address came in with the work account"))
    end_sessions(account_id)
    tell("member.unlinked", _here(account_id), by=member)


def _link_of(who: Vouched) -> ProviderLink | None:
    same = (ProviderLink.issuer == who.issuer, ProviderLink.subject == who.subject)
    return db.session.scalar(select(ProviderLink).where(ProviderLink.organisation_id == home(), *same))


def _link_of_account(account_id: int) -> ProviderLink:
    return db.session.scalars(select(ProviderLink).where(ProviderLink.account_id == account_id)).one()


def _linked_here(account_id: int) -> bool:
    return db.session.scalar(select(ProviderLink.id).where(ProviderLink.account_id == account_id)) is not None


def _account_of(address: str) -> int | None:
    return db.session.scalar(select(Account.id).where(Account.email == address))


def _membership_here(account_id: int) -> Membership | None:
    here = (Membership.organisation_id == home(), Membership.account_id == account_id)
    return db.session.scalar(select(Membership).where(*here))


def _here(account_id: int) -> Membership:
    here = (Membership.organisation_id == home(), Membership.account_id == account_id)
    return db.session.scalars(select(Membership).where(*here)).one()


def _elsewhere(account_id: int) -> bool:
    """Say whether an account is, or is invited to be, of another organisation too."""
    here = home()
    with inside(Scope(account_id=account_id)):
        others = select(Membership.id).where(Membership.account_id == account_id, Membership.active)
        return db.session.scalar(others.where(Membership.organisation_id != here).limit(1)) is not None
