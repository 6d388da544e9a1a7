"""A list of people that an admin brought, from the file to what it did."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment, Word
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned
from tenants.terms import Term


class Stage(Term):
    """How far a list is: READ is waiting for its columns, MATCHED for the admin's word, ASKED for the worker."""

    READ = "read"
    MATCHED = "matched"
    ASKED = "asked"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


WORKING = "stage in ('asked', 'undoing')"


class ImportRun(OrganisationOwned, Base):
    """A list of people from a file; one at a time is carried out in an organisation.

    `lines` are its rows as they were read: [number in the spreadsheet, [cells]]; they go once it is done, and what was
    wrong stays in `refused`: [number, cells, sentences]. `seal` is that of the plan the admin agreed to. `done` holds
    the ids of what was made and changed. `due_at` is when a worker tries next: one that dies gives it back by itself.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        UniqueConstraint("organisation_id", "code"),
        Index(
            "ix_import_run_working",
            "organisation_id",
            unique=True,
            postgresql_where=text(WORKING),
            sqlite_where=text(WORKING),
        ),
        Index("ix_import_run_latest", "organisation_id", "id"),
        part_of("membership", "membership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int]  # of the admin who brought it
    code: Mapped[str] = mapped_column(Text)  # random: what its address shows
    stage: Mapped[Stage] = mapped_column(Word(Stage), default=Stage.READ)
    file_name: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)  # csv or xlsx
    encoding: Mapped[str] = mapped_column(Text, default="")
    delimiter: Mapped[str] = mapped_column(Text, default="")
    headed: Mapped[bool] = mapped_column(default=True)
    columns: Mapped[list[str]] = mapped_column(JSON, default=list)  # what stands in each, "" for what is left out
    lines: Mapped[list[Any]] = mapped_column(JSON, default=list, deferred=True)
    end_missing: Mapped[bool] = mapped_column(default=False)
    make_units: Mapped[bool] = mapped_column(default=False)
    invite: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(Text, default="nl")  # of who brought it, for the sentences in `refused`
    seal: Mapped[str] = mapped_column(Text, default="")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    refused: Mapped[list[Any]] = mapped_column(JSON, default=list, deferred=True)
    done: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, deferred=True)
    end_acted: Mapped[bool] = mapped_column(default=False)  # what an undo does with who acted since
    why: Mapped[str] = mapped_column(Text, default="")  # it failed
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    kept_until: Mapped[datetime] = mapped_column(Moment)
