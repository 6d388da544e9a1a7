"""A second class over the table of persons, by somebody who did not know of `OrganisationOwned`."""

from sqlalchemy.orm import registry

from tenants.models import Person


class Stray:
    """A person, without the wall."""

    __tablename__ = "person"
    __table__ = Person.__table__


registry().map_imperatively(Stray, Person.__table__)
