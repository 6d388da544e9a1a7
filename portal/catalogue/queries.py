"""Which services an organisation has, and the departments of the service organisation."""

from collections.abc import Sequence

from sqlalchemy import select

from tenants.database import db

from .models import Department, Service, Subscription


def services() -> Sequence[Service]:
    """Return the services of the organisation in scope, in the order of the catalogue."""
    return db.session.scalars(
        select(Service).join(Subscription, Subscription.service_id == Service.id).order_by(Service.place, Service.id)
    ).all()


def service_of(slug: str) -> Service | None:
    """Return one service of the organisation in scope; None when it does not have it."""
    return db.session.scalar(
        select(Service).join(Subscription, Subscription.service_id == Service.id).where(Service.slug == slug)
    )


def departments() -> Sequence[Department]:
    """Return all departments, in the order in which the desk shows them."""
    return db.session.scalars(select(Department).order_by(Department.place, Department.id)).all()


def first_department() -> Department:
    """Return the department where new requests arrive."""
    return db.session.scalars(select(Department).order_by(Department.place, Department.id).limit(1)).one()


def department(slug: str) -> Department | None:
    """Return a department by its name in addresses."""
    return db.session.scalar(select(Department).where(Department.slug == slug))


def department_of(department_id: int) -> Department:
    """Return a department by its id."""
    return db.session.get_one(Department, department_id)


def service_named(service_id: int) -> Service:
    """Return a service by its id, whoever has it."""
    return db.session.get_one(Service, service_id)
