"""Keep a mail as it came. Nothing of it is read: whoever hands it over goes on as soon as it is on disk."""

import hashlib
from typing import Any

from sqlalchemy import or_, select

from portal.web.text import one_line
from tenants.clock import now
from tenants.database import db
from tenants.passwords import new_handle
from tenants.writing import add_once

from .models import ReceivedMail
from .rules import LEASE, State, Why


def keep(raw: bytes, recipient: str = "") -> bool:
    """Keep a mail, whole; return whether it is new. The same bytes twice are one mail, also when both come at once."""
    row = {
        "code": new_handle(),
        "digest": hashlib.sha256(raw).hexdigest(),
        "raw": raw,
        "recipient": one_line(recipient)[:254],
        "received_at": now(),
        "tries": 0,
        "state": State.NEW,
        "why": Why.NOTHING,
        "heads": [],
        **dict.fromkeys(("message_key", "message_id", "sender", "sender_name", "subject", "text", "note"), ""),
    }
    return add_once(ReceivedMail, row)


def waiting() -> list[int]:
    """Return the ids of mails that nobody has read yet and no worker has, the oldest first."""
    new = select(ReceivedMail.id).where(*untaken())
    return list(db.session.scalars(new.order_by(ReceivedMail.id).limit(100)))


def untaken() -> tuple[Any, ...]:
    """Return the conditions of a mail that is to be handled, and that no worker has."""
    tried = ReceivedMail.tried_at
    return (ReceivedMail.state == State.NEW, or_(tried.is_(None), tried < now() - LEASE))
