"""The whole directory of an organisation as it stands, read in one statement, and held still for who changes it all."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from .acting import acting_admin
from .context import Member
from .database import db
from .models import Account, Membership, Organisation, Person, Unit
from .roles import Authorisation, Role


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the directory as they stand: `email` is that of their account when they have one here."""

    id: int
    public_id: str
    name: str
    number: str
    email: str
    unit_id: int
    manager_id: int
    kind: str
    active: bool
    version: int
    membership_id: int
    roles: frozenset[Role]
    rights: frozenset[Authorisation]
    let_in: bool
    joined: bool
    membership_version: int
    erased: bool = False

    @property
    def here(self) -> bool:
        """Say whether somebody counts as one of the organisation: not gone, and not put out."""
        return self.active and (self.let_in or not self.membership_id)


def everybody(member: Member) -> list[Listed]:
    """Return the whole directory of the organisation in scope, in one statement."""
    mine = and_(Membership.organisation_id == Person.organisation_id, Membership.person_id == Person.id)
    wanted = (
        select(
            *(Person.id, Person.public_id, Person.name, Person.personnel_number, Person.email.label("own_email")),
            *(Person.unit_id, Person.manager_id, Person.kind, Person.active, Person.version, Person.erased_at),
            *(Membership.id.label("membership_id"), Membership.roles, Membership.authorisations),
            *(Membership.active.label("let_in"), Membership.joined_at, Membership.version.label("membership_version")),
            Account.email,
        )
        .select_from(Person)
        .outerjoin(Membership, mine)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(Person.organisation_id == member.organisation_id)
        .order_by(Person.found_as, Person.id)
    )
    return [
        Listed(
            *(row.id, row.public_id, row.name, row.personnel_number or "", row.email or row.own_email),
            *(row.unit_id or 0, row.manager_id or 0, row.kind, row.active, row.version, row.membership_id or 0),
            *(row.roles or frozenset(), row.authorisations or frozenset(), bool(row.let_in)),
            *(row.joined_at is not None, row.membership_version or 0, row.erased_at is not None),
        )
        for row in db.session.execute(wanted)
    ]


def all_units(member: Member) -> list[tuple[int, str, int]]:
    """Return (id, name, id of the one it lies in or 0) of each unit."""
    wanted = select(Unit.id, Unit.name, Unit.parent_id).where(Unit.organisation_id == member.organisation_id)
    return [(row.id, row.name, row.parent_id or 0) for row in db.session.execute(wanted.order_by(Unit.id))]


def lock_directory(member: Member) -> None:
    """Hold the directory still until this transaction ends, and ask the table again.

    Rows are locked in the order in which everybody locks them: who changes one person waits for us, or we for them.
    """
    here = Organisation.id == member.organisation_id
    db.session.execute(select(Organisation.id).where(here).with_for_update(key_share=True))
    ours = Membership.organisation_id == member.organisation_id
    db.session.execute(select(Membership.id).where(ours).order_by(Membership.id).with_for_update())
    db.session.execute(select(Person.id).order_by(Person.id).with_for_update())
    acting_admin(member)
