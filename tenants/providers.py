"""An organisation arranges its own sign-in: describes it, tries it, switches it on. For its admins."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from .acting import acting_admin
from .clock import now
from .columns import among
from .context import Member, in_force
from .database import db
from .domains import domains_of
from .errors import Invalid, NotNow
from .free_mail import domain_of
from .models import Account, Domain, Membership, Organisation
from .passwords import is_handle
from .provider_rows import Provider
from .provider_terms import IN_USE, Brand, Standing
from .roles import TENANT_ROLES, Role
from .scope import inside
from .sealing import seal, unseal
from .signals import tell

SEALED_FOR = "provider secret"
NOBODY = 0
"""The id of no organisation: whose domain nobody has, is looked up like any other."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The sign-in that goes with the domain of an address."""

    organisation_id: int
    organisation: str
    key: str
    enforced: bool


def offer_for(address: str) -> Offer | None:
    """Return the sign-in that the organisation of an address's domain has in use; None when there is none.

    The domain decides, never whether there is such an account: two statements for every address.
    """
    whose = select(Organisation.id, Organisation.name, Organisation.key).join(
        Domain, Domain.organisation_id == Organisation.id
    )
    row = db.session.execute(whose.where(Domain.name == domain_of(address))).first()
    with inside(row.id if row else NOBODY):
        standing = db.session.scalar(select(Provider.standing).where(Provider.standing.in_(sorted(IN_USE))))
    if row is None or standing is None:
        return None
    return Offer(row.id, row.name, row.key.lower(), standing is Standing.ENFORCED)


def password_counts(offer: Offer | None, account_id: int) -> bool:
    """Say whether a password opens an account at an address with this offer: not where its own sign-in is enforced.

    The admin who was named for the day on which that sign-in fails keeps theirs.
    """
    if offer is None or not offer.enforced:
        return True
    with inside(offer.organisation_id):
        keeper = select(Membership.account_id).join(Provider, Provider.keeper_id == Membership.id)
        return db.session.scalar(keeper.where(*in_force(Membership))) == account_id


def own_proof_counts(account_id: int) -> bool:
    """Say whether what somebody keeps for themselves, such as a passkey, opens their account; as `password_counts`."""
    email = db.session.scalars(select(Account.email).where(Account.id == account_id)).one()
    return password_counts(offer_for(email), account_id)


def provider_here(lock: bool = False) -> Provider | None:
    """Return how the organisation in scope signs in by itself; None when it never said."""
    wanted = select(Provider)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(wanted)


def secret_of(row: Provider) -> str:
    """Return the secret that the provider gave for us. Raises BrokenSeal."""
    return unseal(f"{SEALED_FOR} {row.organisation_id}", row.sealed_secret)


@dataclass(frozen=True, slots=True)
class Described:
    """What an admin fills in of the provider; an empty secret keeps the one there is."""

    brand: Brand
    issuer: str
    client_id: str
    secret: str


def describe(member: Member, version: int, said: Described) -> int:
    """Keep where the organisation signs in; what is changed has to be tried again. Return the id of the row.

    Raises NotNow when somebody else changed it since `version`, Invalid without a secret.
    """
    acting_admin(member)
    row = _unchanged(version)
    if row is None:
        row = Provider(organisation_id=member.organisation_id, sealed_secret="", version=0)
        db.session.add(row)
    if not said.secret and (not row.sealed_secret or row.issuer != said.issuer):
        # A secret goes only to the provider it came from: another one is given its own.
        raise Invalid("secret", _("Fill in the client secret"))
    row.brand, row.issuer, row.client_id = said.brand, said.issuer, said.client_id
    if said.secret:
        row.sealed_secret = seal(f"{SEALED_FOR} {member.organisation_id}", said.secret)
    row.standing, row.tested_at, row.tested_by, row.keeper_id = Standing.DRAFT, None, None, None
    row.version += 1
    db.session.flush()
    tell("provider.described", row, by=member, version=row.version)
    return row.id


@dataclass(frozen=True, slots=True)
class Coming:
    """What happens to who comes for the first time."""

    makes_accounts: bool
    role_claim: str
    role_map: str
    default_role: Role


def receive(member: Member, version: int, coming: Coming) -> int:
    """Keep whether accounts are made at the first sign-in, and with which role. Return the id of the row.

    Raises NotNow when somebody else changed it since `version`, Invalid for a role that no admin of a customer gives.
    """
    acting_admin(member)
    row = _known(version)
    read_role_map(coming.role_map)
    if coming.default_role not in TENANT_ROLES:
        raise Invalid("default_role", _("Choose from the roles on this page"))
    row.makes_accounts, row.default_role = coming.makes_accounts, coming.default_role
    row.role_claim, row.role_map = coming.role_claim, coming.role_map
    row.version += 1
    tell("provider.receiving", row, by=member, makes_accounts=coming.makes_accounts, version=row.version)
    return row.id


def read_role_map(text: str) -> dict[str, Role]:
    """Read lines of "value = role". Raises Invalid for a line that is none, and for roles of the desk."""
    found: dict[str, Role] = {}
    for line in filter(str.strip, text.splitlines()):
        value, equals, word = (part.strip() for part in line.rpartition("="))
        if not equals or not value:
            raise Invalid("role_map", _("Write each line like this: value = role"))
        if word not in {str(role) for role in TENANT_ROLES}:
            raise Invalid("role_map", _("Choose from employee, manager, professional and admin: %(word)s", word=word))
        found[value] = Role(word)
    return found


def note_test(member: Member, version: int, passed: bool, failed: str = "") -> bool:
    """Keep that an admin tried the sign-in, and how it went; return whether it counts for what is set up now."""
    acting_admin(member)
    row = provider_here(lock=True)
    if row is None or row.version != version:
        return False
    if not passed:
        tell("provider.test failed", row, by=member, check=failed)
        return True
    row.tested_at, row.tested_by = now(), member.account_id
    if row.standing is Standing.DRAFT:
        row.standing = Standing.TESTED
    tell("provider.tested", row, by=member)
    return True


def switch(member: Member, version: int, standing: Standing, keeper: str = "") -> None:
    """Switch the sign-in on or off, or enforce it, with the admin (by handle) who keeps a password.

    Raises NotNow before it was tried, without a domain, or when somebody else changed it since `version`; Invalid when
    nobody is named who keeps a password.
    """
    acting_admin(member)
    row = _known(version)
    if standing is row.standing:
        return
    if standing in IN_USE and (row.standing is Standing.DRAFT or row.tested_at is None):
        raise NotNow(_("Test it first. Then you can switch it on."))
    if standing in IN_USE and not domains_of(member.organisation_id):
        raise NotNow(_("Your organisation has no domain yet. Add one first."))
    row.keeper_id = _keeper(keeper) if standing is Standing.ENFORCED else None
    row.standing = Standing.TESTED if standing is Standing.DRAFT else standing
    row.version += 1
    action = {Standing.ON: "provider.on", Standing.ENFORCED: "provider.enforced"}.get(row.standing, "provider.off")
    tell(action, row, by=member, keeper=row.keeper_id)


def keepers(member: Member) -> list[tuple[str, str]]:
    """Return (handle, name) of each admin who has a password, by name: one of them keeps it."""
    rows = db.session.execute(_admins().where(Membership.organisation_id == member.organisation_id))
    return [(row.handle, row.name) for row in rows]


def _keeper(handle: str) -> int:
    row = db.session.execute(_admins().where(Membership.handle == handle)).first() if is_handle(handle) else None
    if row is None:
        raise Invalid("keeper", _("Choose an admin who has a password"))
    return row.id


def _admins():
    return (
        select(Membership.id, Membership.handle, Account.name)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.roles.like(among(Role.ADMIN)), *in_force(Membership))
        .where(Account.active, Account.password_hash.is_not(None))
        .order_by(Account.name, Membership.id)
    )


def _known(version: int) -> Provider:
    row = _unchanged(version)
    if row is None:
        raise NotNow(_("Say first where your organisation signs in."))
    return row


def _unchanged(version: int) -> Provider | None:
    row = provider_here(lock=True)
    if (row.version if row else 0) != version:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    return row
