"""A file with everything of an organisation that an admin asked for."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base
from tenants.scope import OrganisationOwned

WAITING = "made_at is null and failed_at is null"


class Takeout(OrganisationOwned, Base):
    """A file with everything of an organisation, that an admin asked for; the worker makes it, one at a time.

    `done` counts the records that are in it so far. `due_at` is when a worker tries next: one that dies gives it back
    by itself. `lies_at` is the name of its bytes, "" until they are there; `size` in bytes.
    """

    __tablename__ = "takeout"
    __table_args__ = (
        UniqueConstraint("organisation_id", "code"),
        Index(
            "ix_takeout_waiting",
            "organisation_id",
            unique=True,
            postgresql_where=text(WAITING),
            sqlite_where=text(WAITING),
        ),
        Index("ix_takeout_asked", "organisation_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text)  # random: what its address shows
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # of who asked
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    tries: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    kept_until: Mapped[datetime] = mapped_column(Moment)
    lies_at: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    digest: Mapped[str] = mapped_column(Text, default="")
