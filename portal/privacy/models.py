"""What was asked about somebody: a file with all that is kept of them, and that they are erased."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.files.made import WAITING, MadeFile
from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned


class PersonalFile(MadeFile, Base):
    """All that is kept of somebody, as a file: for themselves, or for an admin who asked for it.

    Unowned: one's own file spans organisations. `about` is "" for one's own account, else the person's public id in
    the customer. Only the account that asked fetches it. `due_at` is when a worker tries next: one that dies gives it
    back by itself. `lies_at` is the name of its bytes, "" until they are there; `size` in bytes.
    """

    FOLDER = "personal"
    LEASE = timedelta(minutes=30)

    __tablename__ = "personal_file"
    __table_args__ = (
        Index(
            "ix_personal_file_waiting",
            *("account_id", "about"),
            unique=True,
            postgresql_where=WAITING,
            sqlite_where=WAITING,
        ),
        Index("ix_personal_file_mine", "account_id", "about", "id"),
        Index("ix_personal_file_about", "customer_id", "about"),
        Index("ix_personal_file_kept", "kept_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)  # random: what its address shows
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    about: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(default=0)


STILL = "done_at is null"


class Erasure(OrganisationOwned, Base):
    """Somebody is erased: asked by an admin, carried out by the worker, step by step.

    `marks` are what they were called, to look for it in texts; they go when it is done. `step` is the one that is
    at hand, `after` the last row of it that was looked at: a worker that dies goes on there. `digests` are the
    contents of files whose bytes are still to go. `counts` tell what went, without any name.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        UniqueConstraint("organisation_id", "person_id"),
        Index("ix_erasure_due", "due_at", postgresql_where=text(STILL), sqlite_where=text(STILL)),
        part_of("person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    files: Mapped[bool] = mapped_column(default=True)  # what they uploaded goes too
    account: Mapped[bool] = mapped_column(default=False)  # their account goes too: it is in no other organisation
    marks: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    step: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[int] = mapped_column(default=0)
    digests: Mapped[list[str]] = mapped_column(JSON, default=list)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class Retention(OrganisationOwned, Base):
    """For how many months an organisation keeps texts and files of closed requests, by kind."""

    __tablename__ = "retention"

    @declared_attr
    def organisation_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organisation.id"), primary_key=True)

    kinds: Mapped[dict[str, list[int | None]]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
