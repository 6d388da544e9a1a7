"""What somebody keeps of the list: the filters they use again, and files made of long lists."""

from datetime import datetime

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.files.made import WAITING, MadeFile
from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned


class SavedView(OrganisationOwned, Base):
    """A set of filters under a name of one's own. `query` is the normalised query of the list's address.

    `version` grows with each change: a page that was open meanwhile is told.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("organisation_id", "membership_id", "folded"),
        UniqueConstraint("organisation_id", "slug"),
        part_of("membership", "membership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int]
    slug: Mapped[str] = mapped_column(Text)  # random: what its address shows
    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)  # the name as names are compared
    query: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class ExportFile(MadeFile, OrganisationOwned, Base):
    """A long list that somebody asked for as a file; the worker makes it. Nobody waits for two at once.

    `query` is the normalised query of the list. `numbers` are the requests in the file, so that who fetches it can
    be asked again what they may see; `size` in bytes.
    """

    FOLDER = "exports"

    __tablename__ = "export_file"
    __table_args__ = (
        UniqueConstraint("organisation_id", "code"),
        Index(
            "ix_export_file_waiting",
            "organisation_id",
            "membership_id",
            unique=True,
            postgresql_where=WAITING,
            sqlite_where=WAITING,
        ),
        part_of("membership", "membership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int]
    code: Mapped[str] = mapped_column(Text)  # random: what its address shows
    query: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)  # csv or xlsx
    language: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(default=0)
    numbers: Mapped[list[int]] = mapped_column(JSON, default=list)
