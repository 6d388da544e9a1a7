"""Which organisations there are, by key, by who handles them, and all."""

from sqlalchemy import exists, or_, select

from .database import db
from .models import Assignment, Organisation


def desk_organisations(account_id: int) -> list[int]:
    """Return the ids of the organisations whose requests an agent handles: those assigned, else all."""
    assigned = select(Assignment.organisation_id).where(Assignment.account_id == account_id)
    return list(
        db.session.scalars(
            select(Organisation.id).where(
                ~Organisation.is_service_organisation,
                or_(~exists(assigned.subquery().select()), Organisation.id.in_(assigned)),
            )
        )
    )


def organisation_named(key: str) -> int | None:
    """Return the id of the tenant with this key; None when there is none."""
    return db.session.scalar(
        select(Organisation.id).where(Organisation.key == key.upper(), ~Organisation.is_service_organisation)
    )


def organisation_of_link(key: str) -> int | None:
    """Return the id of the organisation with this key, the service organisation too; None when there is none."""
    return db.session.scalar(select(Organisation.id).where(Organisation.key == key.upper()))


def all_organisations() -> list[int]:
    """Return the ids of all organisations, for work that comes round in each of them."""
    return list(db.session.scalars(select(Organisation.id)))


def organisations_that_hold() -> list[int]:
    """Return the ids of the organisations that hold everything."""
    return list(db.session.scalars(select(Organisation.id).where(Organisation.hold != "")))


def language_of(organisation_id: int) -> str:
    """Return the language of an organisation, for words that stand in its rows."""
    return db.session.scalars(select(Organisation.language).where(Organisation.id == organisation_id)).one()


def the_service_organisation(lock: bool = False) -> int:
    """Return the id of the service organisation; with `lock` who asks so too waits until this transaction ends."""
    only = select(Organisation.id).where(Organisation.is_service_organisation)
    return db.session.scalars(only.with_for_update() if lock else only).one()
