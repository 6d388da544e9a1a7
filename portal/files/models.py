"""A file that somebody sent along."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned


class Attachment(OrganisationOwned, Base):
    """A file: staged by an account until a message claims it. Two files with equal bytes are two rows.

    `digest` is the SHA-256 of the bytes, under which they lie in the folder of this organisation; `size` in
    bytes; `width` and `height` in pixels of the preview, 0 without one. A staged file is kept until `kept_until`.
    `personal`: who sent it, or the desk, says that it holds data of persons.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("organisation_id", "public_id"),
        Index("ix_attachment_entry", "organisation_id", "entry_id", "id"),
        Index("ix_attachment_digest", "organisation_id", "digest"),
        Index("ix_attachment_kept", "kept_until"),
        Index("ix_attachment_ticket", "organisation_id", "ticket_id"),
        part_of("ticket", "ticket_id"),
        part_of("entry", "entry_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ticket_id: Mapped[int | None]
    entry_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)  # told by the content
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(Text)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    personal: Mapped[bool] = mapped_column(default=False)
    staged_at: Mapped[datetime] = mapped_column(Moment, default=now)
    kept_until: Mapped[datetime | None] = mapped_column(Moment)  # None once a message has it
