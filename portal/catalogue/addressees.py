"""Whom the service organisation can choose as readers: roles, organisations and services.

Forms know organisations by key and services by slug: no id leaves the server.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.web.language import named
from tenants.database import db
from tenants.errors import Invalid
from tenants.models import Organisation
from tenants.roles import TENANT_ROLES, Role

from .models import Service


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: its row, its value in the form, its words."""

    id: int
    value: str
    words: str


def customers_and_services() -> dict[str, list[Choice]]:
    """Return what the service organisation can choose from, by the name of the field."""
    houses = select(Organisation.id, Organisation.key, Organisation.name).where(~Organisation.is_service_organisation)
    services = db.session.scalars(select(Service).order_by(Service.place, Service.id))
    return {
        "organisations": [
            Choice(row.id, row.key.lower(), row.name) for row in db.session.execute(houses.order_by(Organisation.name))
        ],
        "services": [Choice(one.id, one.slug, named(one, "name")) for one in services],
    }


def chosen(offered: dict[str, list[Choice]], name: str, values: Iterable[str]) -> frozenset[int]:
    """Return the ids of the rows that were chosen in a field. Raises Invalid for what was not offered."""
    wanted = set(values)
    if wanted - {choice.value for choice in offered.get(name, ())}:
        raise Invalid(name, _("Choose from the list"))
    return frozenset(choice.id for choice in offered.get(name, ()) if choice.value in wanted)


def roles_in(values: Iterable[str]) -> frozenset[Role]:
    """Return the roles that were chosen. Raises Invalid for what is no role of a customer."""
    wanted = set(values)
    if wanted - TENANT_ROLES:
        raise Invalid("roles", _("Choose from the list"))
    return frozenset(Role(value) for value in wanted)
