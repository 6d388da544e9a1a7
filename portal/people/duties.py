"""What the worker does for admins: ends what they look at, once it is over."""

from tenants.database import db, write_transaction
from tenants.looking import end_look, looks_to_end


def end_looks() -> None:
    """End every look that is over, by the clock or because its session ended; each end is on the trail."""
    over = looks_to_end()
    db.session.rollback()
    for session_id in over:
        with write_transaction():
            end_look(session_id)


DUTIES = (end_looks,)
