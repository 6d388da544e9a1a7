"""The people of an organisation, and those of the desk."""

from sqlalchemy import select

from .columns import among
from .context import Member, in_force
from .database import db
from .deputising import absent_accounts_of
from .models import Account, Membership, Organisation, Person
from .organisations import the_service_organisation
from .roles import Role
from .scope import home, widened


def desk_people(*roles: Role) -> list[tuple[int, str]]:
    """Return (account id, name) of everybody at the service organisation with one of these roles, by name."""
    desk = db.session.scalar(select(Organisation.id).where(Organisation.is_service_organisation))
    if desk is None:
        return []
    with widened(desk):
        rows = db.session.execute(
            select(Account.id, Account.name, Membership.roles)
            .join(Membership, Membership.account_id == Account.id)
            .where(Membership.organisation_id == desk, *in_force(Membership), Account.active)
            .order_by(Account.name)
        ).all()
    return [(row.id, row.name) for row in rows if row.roles & set(roles)]


def public_id_at_the_desk(account_id: int) -> str:
    """Return by what somebody of the service organisation is known there, by the id of their account."""
    desk = the_service_organisation()
    with widened(desk):
        theirs = select(Membership.person_id).where(
            Membership.organisation_id == desk, Membership.account_id == account_id
        )
        whose = (Person.organisation_id == desk, Person.id == theirs.scalar_subquery())
        return db.session.scalars(select(Person.public_id).where(*whose)).one()


def stands_in_at(member: Member, account_id: int | None) -> bool:
    """Say whether the work of an account is this agent's: their own, or of a colleague for whom they stand in now."""
    if account_id == member.account_id or not member.stands_for:
        return account_id == member.account_id
    return (
        db.session.scalar(absent_accounts_of(member.person_id).where(Membership.account_id == account_id)) is not None
    )


def customer_numbers_of(account_id: int) -> list[tuple[str, str]]:
    """Return (organisation, customer number) of each customer that an account is a member of."""
    rows = db.session.execute(
        select(Organisation.name, Organisation.customer_number)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account_id, *in_force(Membership), Organisation.customer_number != "")
        .order_by(Organisation.name)
    )
    return [(row.name, row.customer_number) for row in rows]


def persons_with(role: Role) -> list[int]:
    """Return the ids of the persons of the organisation in scope who have a role and can sign in, longest first."""
    here = (Membership.organisation_id == home(), Membership.roles.like(among(role)))
    return list(
        db.session.scalars(
            select(Membership.person_id)
            .join(Account, Account.id == Membership.account_id)
            .where(*here, *in_force(Membership), Account.active)
            .order_by(Membership.id)
        )
    )


def name_of_organisation(organisation_id: int) -> str:
    """Return the name of an organisation."""
    return db.session.scalars(select(Organisation.name).where(Organisation.id == organisation_id)).one()


def is_service_organisation(organisation_id: int) -> bool:
    """Say whether this is the organisation that gives the service."""
    here = (Organisation.id == organisation_id, Organisation.is_service_organisation)
    return db.session.scalar(select(Organisation.id).where(*here)) is not None


def key_of_organisation(organisation_id: int) -> str:
    """Return the key of an organisation, in upper case."""
    return db.session.scalars(select(Organisation.key).where(Organisation.id == organisation_id)).one()
