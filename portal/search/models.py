"""What is searched: one row for each text of a request."""

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base
from tenants.scope import OrganisationOwned


class SearchRow(OrganisationOwned, Base):
    """The terms of one text, with the ring that may read it. SQLite keeps an FTS5 table beside it by triggers;
    PostgreSQL a tsvector column."""

    __tablename__ = "search_row"
    __table_args__ = (
        Index("ix_search_row_ticket", "organisation_id", "ticket_id"),
        ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["ticket.organisation_id", "ticket.id"],
            name="fk_search_row_ticket",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int]
    ring: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
