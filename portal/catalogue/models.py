"""Services and departments of the service organisation, and which organisation has which service."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.columns import Word
from tenants.database import Base
from tenants.scope import OrganisationOwned

from .rules import Outlook


class Service(Base):
    """What a request is about. Shared: readable everywhere, written by the service organisation.

    One that is not active takes no new requests; those it has keep their name.
    """

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name_nl: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    icon: Mapped[str] = mapped_column(Text, default="layers")
    place: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Department(Base):
    """Where a request lies at the service organisation, and what it tells the customer to expect.

    `hours` is the promise in hours from the moment it is the desk's turn; None when there is no date.
    """

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name_nl: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    sentence_nl: Mapped[str] = mapped_column(Text)
    sentence_en: Mapped[str] = mapped_column(Text)
    hours: Mapped[int | None]
    outlook: Mapped[Outlook] = mapped_column(Word(Outlook), default=Outlook.PROGRESS)
    place: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Subscription(OrganisationOwned, Base):
    """An organisation has a service."""

    __tablename__ = "subscription"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)
