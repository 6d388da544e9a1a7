"""Which services an organisation has, and the departments of the service organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Text, bindparam, select

from tenants.database import db
from tenants.reading import read

from .models import Department, Service, Subscription


def services() -> Sequence[Any]:
    """Return slug, names and icon of the services of the organisation in scope, in the order of the catalogue."""
    return read(_services()).all()


@cache
def _services() -> Any:
    return (
        select(Service.slug, Service.name_nl, Service.name_en, Service.icon)
        .join(Subscription, Subscription.service_id == Service.id)
        .where(Service.active)
        .order_by(Service.place, Service.id)
    )


def service_of(slug: str) -> Service | None:
    """Return one service of the organisation in scope; None when it does not have it."""
    return db.session.scalar(
        select(Service)
        .join(Subscription, Subscription.service_id == Service.id)
        .where(Service.slug == slug, Service.active)
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a new request about a service lies first, and within how many hours that department answers."""

    service_id: int
    department_id: int
    hours: int | None


def arrival(slug: str, wanted: str = "") -> Arrival | None:
    """Return where requests about a service of the organisation in scope arrive; None when it does not have it.

    That is the department that is `wanted`, when there is such a one, else the first.
    """
    row = read(_arrival(), {"slug": slug, "wanted": wanted}).first()
    return None if row is None else Arrival(*row)


@cache
def _arrival() -> Any:
    order = (Department.slug != bindparam("wanted", type_=Text), Department.place, Department.id)
    first = select(Department.id).where(Department.active).order_by(*order).limit(1)
    return (
        select(Service.id, Department.id, Department.hours)
        .select_from(Service)
        .join(Subscription, Subscription.service_id == Service.id)
        .join(Department, Department.id == first.scalar_subquery())
        .where(Service.slug == bindparam("slug", type_=Text), Service.active)
    )


def departments() -> Sequence[Department]:
    """Return the departments where requests can lie, in the order in which the desk shows them."""
    return db.session.scalars(
        select(Department).where(Department.active).order_by(Department.place, Department.id)
    ).all()


def department(slug: str) -> Department | None:
    """Return a department where requests can lie, by its name in addresses."""
    return db.session.scalar(select(Department).where(Department.slug == slug, Department.active))


def department_of(department_id: int) -> Department:
    """Return a department by its id."""
    return db.session.get_one(Department, department_id)


def service_named(service_id: int) -> Service:
    """Return a service by its id, whoever has it."""
    return db.session.get_one(Service, service_id)


def catalogue_of(kind: type[Service] | type[Department]) -> Sequence[Any]:
    """Return all services, or all departments, archived ones too, in their order: what is set up."""
    return db.session.scalars(select(kind).order_by(kind.place, kind.id)).all()
