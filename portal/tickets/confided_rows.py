"""A reading of what is confidential."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned


class ConfidentialRead(OrganisationOwned, Base):
    """Somebody read a confidential request of others, or a file of it, on a day (UTC). The worker tells the log."""

    __tablename__ = "confidential_read"
    __table_args__ = (
        Index(
            "ix_confidential_read_waiting",
            *("organisation_id", "at"),
            postgresql_where=text("told_at is null"),
            sqlite_where=text("told_at is null"),
        ),
        part_of("ticket", "ticket_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
