"""What the worker does with whole organisations: write those that were asked for, take away what is too old."""

from functools import partial
from tempfile import TemporaryFile

from flask import current_app
from sqlalchemy import select

from portal.files import storage
from portal.files.made import claim, name_for, sweep, tried, unmade
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.scope import Scope, inside

from . import asking
from .arriving import sweep_arrivals
from .models import Takeout
from .packing import pack


def make_takeouts() -> int:
    """Make each file that waits; return how many were made."""
    with inside(Scope(frozenset(all_organisations()))):
        waiting = select(Takeout.organisation_id, Takeout.code)
        waiting = waiting.where(*unmade(Takeout), Takeout.due_at <= now())
        found = list(db.session.execute(waiting.order_by(Takeout.due_at)))
        db.session.rollback()
    return sum(tried(partial(_make, *row), file=row.code) for row in found)


def _make(organisation_id: int, code: str) -> bool:
    with inside(organisation_id), write_transaction():
        asked = claim(Takeout, code)
        tries, lies_at = (asked.tries, name_for(asked)) if asked is not None else (0, "")
    if not lies_at:
        return False
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
    """Forget files that are too old, and remove their bytes; return how many rows went."""
    return sweep(Takeout)


DUTIES = (make_takeouts, sweep_takeouts, sweep_arrivals)
