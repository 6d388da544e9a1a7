"""What the worker does with whole organisations: write those that were asked for, take away what is too old."""

from datetime import timedelta
from tempfile import TemporaryFile

import structlog
from flask import current_app
from sqlalchemy import select

from portal.files import storage
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from . import asking
from .arriving import sweep_arrivals
from .models import Takeout
from .packing import pack

log = structlog.get_logger()
FOLDER = "takeouts"
ORPHANED = timedelta(hours=1)
"""After which bytes that no row tells of are nobody's."""


def make_takeouts() -> int:
    """Make each file that waits; return how many were made."""
    with inside(Scope(frozenset(all_organisations()))):
        waiting = select(Takeout.organisation_id, Takeout.code)
        waiting = waiting.where(Takeout.made_at.is_(None), Takeout.failed_at.is_(None), Takeout.due_at <= now())
        found = list(db.session.execute(waiting.order_by(Takeout.due_at)))
        db.session.rollback()
    return sum(_tried(row.organisation_id, row.code) for row in found)


def _tried(organisation_id: int, code: str) -> bool:
    """Make a file; one that fails waits for its next try, and the others are made."""
    try:
        return _make(organisation_id, code)
    except Exception:
        log.exception("takeout failed", organisation=organisation_id, takeout=code)
        db.session.rollback()
        return False


def _make(organisation_id: int, code: str) -> bool:
    with inside(organisation_id), write_transaction():
        asked = asking.claim(code)
        tries = asked.tries if asked is not None else 0
    if asked is None:
        return False
    lies_at = f"{FOLDER}/{code}-{tries}"
    # Beside the database, where there is room for it: a folder for passing files is often kept in memory.
    with TemporaryFile(dir=current_app.config["INSTANCE"]) as written:
        manifest = pack(written, organisation_id, False, lambda done: _note(organisation_id, code, tries, done))
        size = written.tell()
        written.seek(0)
        storage.place().put(lies_at, written)  # type: ignore[arg-type] - a file like any other
    with inside(organisation_id), write_transaction():
        asking.made(organisation_id, code, lies_at, size, manifest)
    return True


def _note(organisation_id: int, code: str, tries: int, done: int) -> None:
    # In a session of its own: that of the worker is reading, and goes on to see one moment.
    with current_app._get_current_object().app_context(), inside(organisation_id), write_transaction():  # type: ignore[attr-defined]
        asking.go_on(code, tries, done)


def sweep_takeouts() -> int:
    """Forget files that are too old, and remove bytes that no row tells of; return how many rows went."""
    organisations = all_organisations()
    with inside(Scope(frozenset(organisations))):
        late = select(Takeout.organisation_id).where(Takeout.kept_until <= now()).distinct()
        found = list(db.session.scalars(late))
        db.session.rollback()
    count = 0
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            count += asking.forget_old()
    _sweep_bytes(organisations)
    return count


def _sweep_bytes(organisations: list[int]) -> None:
    old = [name for name, put_at in storage.place().listed(FOLDER) if put_at < now() - ORPHANED]
    if not old:
        return
    with inside(Scope(frozenset(organisations))):
        known = set(db.session.scalars(select(Takeout.lies_at).where(Takeout.lies_at != "")))
        db.session.rollback()
    for name in old:
        if name not in known:
            storage.remove_old(name, now() - ORPHANED)


DUTIES = (make_takeouts, sweep_takeouts, sweep_arrivals)
