"""A file with everything of an organisation that an admin asked for."""

from sqlalchemy import BigInteger, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.files.made import WAITING, MadeFile
from tenants.database import Base
from tenants.scope import OrganisationOwned


class Takeout(MadeFile, OrganisationOwned, Base):
    """A file with everything of an organisation, that an admin asked for; the worker makes it, one at a time.

    `done` counts the records that are in it so far. `due_at` is when a worker tries next: one that dies gives it back
    by itself. `lies_at` is the name of its bytes, "" until they are there; `size` in bytes.
    """

    FOLDER = "takeouts"

    __tablename__ = "takeout"
    __table_args__ = (
        UniqueConstraint("organisation_id", "code"),
        Index(
            "ix_takeout_waiting",
            "organisation_id",
            unique=True,
            postgresql_where=WAITING,
            sqlite_where=WAITING,
        ),
        Index("ix_takeout_asked", "organisation_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text)  # random: what its address shows
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # of who asked
    done: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    digest: Mapped[str] = mapped_column(Text, default="")
