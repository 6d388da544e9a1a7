"""Mails that must leave, with what became of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base

WAITING = "sent_at is null and failed_at is null"
FAILED = "failed_at is not null"
HINDERED = "sent_at is null and outcome <> ''"


class Mail(Base):
    """One mail to one recipient: what it is about, not what it says; it is worded when it is sent.

    Unowned, so that the worker can claim it; it holds ids only, and its organisation is entered before
    anything is read. `message_id` is fixed at writing, so that a repeat is recognised.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index("ix_mail_due", "due_at", postgresql_where=text(WAITING), sqlite_where=text(WAITING)),
        Index("ix_mail_hindered", "ticket_id", postgresql_where=text(HINDERED), sqlite_where=text(HINDERED)),
        Index("ix_mail_failed", "failed_at", postgresql_where=text(FAILED), sqlite_where=text(FAILED)),
        Index("ix_mail_entry", "organisation_id", "entry_id"),
        {"info": {"unowned": True}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int]
    ticket_id: Mapped[int | None]
    entry_id: Mapped[int | None]
    broadcast_id: Mapped[int | None]
    seed: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str] = mapped_column(Text, unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when it was first due: its date
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when it is tried next
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(Text, default="")
