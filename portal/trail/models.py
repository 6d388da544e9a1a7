"""One row for each thing that happened."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment, Word
from tenants.database import Base
from tenants.roles import Side
from tenants.scope import OrganisationOwned

from .rules import Kind

IN_LOG = "kind <> 'request'"


class Trail(OrganisationOwned, Base):
    """Who did what to which row. Never changed or deleted: the database refuses it. Holds ids, no texts."""

    __tablename__ = "trail"
    __table_args__ = (
        Index("ix_trail_subject", "organisation_id", "subject", "subject_id", "id"),
        Index("ix_trail_log", "organisation_id", "at", "id", postgresql_where=text(IN_LOG), sqlite_where=text(IN_LOG)),
        Index(
            "ix_trail_log_kind",
            *("organisation_id", "kind", "at", "id"),
            postgresql_where=text(IN_LOG),
            sqlite_where=text(IN_LOG),
        ),
        Index(
            "ix_trail_log_who",
            *("organisation_id", "account_id", "at"),
            postgresql_where=text(IN_LOG),
            sqlite_where=text(IN_LOG),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    action: Mapped[str] = mapped_column(Text)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    side: Mapped[Side] = mapped_column(Word(Side))
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
