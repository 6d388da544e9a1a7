"""Files that somebody asks for and the worker makes: a list, all that is kept of a person, all of an organisation.

A row is what must not be lost. A worker that dies leaves its claim to run out and bytes that no row tells of, which
are swept; the next try writes its bytes under a name of its own.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import structlog
from sqlalchemy import Text, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from . import storage

log = structlog.get_logger()
TRIES = 3
ORPHANED = timedelta(hours=1)
"""After which bytes that no row tells of are nobody's."""

WAITING = text("made_at is null and failed_at is null")
"""For the indexes of those that wait."""


class MadeFile:
    """What the row of such a file holds, whatever is in the file.

    `FOLDER` is where its bytes lie, `LEASE` how long a worker has from its last word. `due_at` is when a worker tries
    next: one that dies gives it back by itself. `lies_at` is the name of its bytes, "" until they are there.
    """

    FOLDER: ClassVar[str]
    LEASE: ClassVar[timedelta] = timedelta(minutes=15)

    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    kept_until: Mapped[datetime] = mapped_column(Moment)
    lies_at: Mapped[str] = mapped_column(Text, default="")

    @property
    def lost(self) -> bool:
        """Say whether it will never be there: it cannot be made, or whoever made it last died."""
        return self.failed_at is not None or (self.tries >= TRIES and self.due_at < now() - self.LEASE)


def unmade(model: Any) -> tuple[Any, Any]:
    """Return the conditions of a file that still has to be made."""
    return model.made_at.is_(None), model.failed_at.is_(None)


def waiting(model: Any, code: str) -> Any:
    """Return a file that still has to be made, locked; None when it was made or given up."""
    wanted = select(model).where(model.code == code, *unmade(model))
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def claim(model: Any, code: str) -> Any:
    """Claim a file that waits to be made; None when another worker has it, or it failed too often."""
    row = waiting(model, code)
    if row is None or row.due_at > now():
        return None
    if row.tries >= TRIES:
        row.failed_at = now()
        return None
    row.due_at, row.tries = now() + row.LEASE, row.tries + 1
    return row


def name_for(row: Any) -> str:
    """Return under which name whoever claimed a file writes its bytes."""
    return f"{row.FOLDER}/{row.code}-{row.tries}"


def give_up(model: Any, code: str) -> None:
    """Note that a file cannot be made."""
    row = waiting(model, code)
    if row is not None:
        row.failed_at = now()


def tried(make: Callable[[], bool], **named: Any) -> bool:
    """Make a file; one that fails waits for its next try, and the others are made."""
    try:
        return make()
    except Exception:
        log.exception("file not made", **named)
        db.session.rollback()
        return False


def forget_old(model: Any) -> int:
    """Remove the rows of files that are too old, in scope; return how many. Their bytes are swept."""
    gone = delete(model).where(model.kept_until <= now()).returning(model.id)
    return len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())


def sweep(model: Any) -> int:
    """Forget files of organisations that are too old, and remove their bytes; return how many rows went."""
    with inside(Scope(frozenset(all_organisations()))):
        late = select(model.organisation_id).where(model.kept_until <= now()).distinct()
        found = list(db.session.scalars(late))
        db.session.rollback()
    count = 0
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            count += forget_old(model)
    sweep_bytes(model)
    return count


def sweep_bytes(model: Any) -> None:
    """Remove bytes that no row tells of."""
    old = [name for name, put_at in storage.place().listed(model.FOLDER) if put_at < now() - ORPHANED]
    if not old:
        return
    with inside(Scope(frozenset(all_organisations()))):
        known = set(db.session.scalars(select(model.lies_at).where(model.lies_at != "")))
        db.session.rollback()
    for name in old:
        if name not in known:
            storage.remove_old(name, now() - ORPHANED)
