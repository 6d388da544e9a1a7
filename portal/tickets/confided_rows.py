"""Who read what of others, to be told in the log: confidential requests, and files with data of persons."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned


class _Reading(OrganisationOwned):
    """Somebody read something of a request of others on a day (UTC). The worker tells the log."""

    __tablename__: str

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    told_at: Mapped[datetime | None] = mapped_column(Moment)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls):
        """Find quickly what is not told yet; a reading is of a request of the same organisation."""
        untold = text("told_at is null")
        name = f"ix_{cls.__tablename__}_waiting"
        return (
            Index(name, "organisation_id", "at", postgresql_where=untold, sqlite_where=untold),
            part_of("ticket", "ticket_id"),
        )


class ConfidentialRead(_Reading, Base):
    """Somebody read a confidential request of others, or a file of it, on a day (UTC). The worker tells the log."""

    __tablename__ = "confidential_read"


class PersonalRead(_Reading, Base):
    """Somebody opened a file of others that holds data of persons, on a day (UTC). The worker tells the log."""

    __tablename__ = "personal_read"
