"""Nobody decided about who asked to join, and nobody will: it is closed, and they are told."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from .asker_rows import Asker, State
from .clock import now
from .context import Member
from .database import db
from .signals import tell


def close_askers(wanted: Sequence[Any], by: Member | None) -> None:
    """Close what those asked, in the organisation in scope, for whom the conditions hold."""
    rows = select(Asker).where(*wanted).order_by(Asker.id).with_for_update()
    for asker in db.session.scalars(rows.execution_options(populate_existing=True)).all():
        asker.state, asker.decided_at, asker.decided_by = State.CLOSED, now(), None
        db.session.flush()
        tell("asker.closed", asker, by=by)
