"""What readers do: open a message, and say that they read it."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotNow
from tenants.guard import ask
from tenants.permissions import Action
from tenants.writing import add_unless_there

from .models import BroadcastRead
from .queries import message_for


def mark_read(member: Member, broadcast_id: int) -> None:
    """Note that a member opened a message; the first time counts."""
    marks = {"broadcast_id": broadcast_id, "membership_id": member.membership_id, "read_at": now()}
    add_unless_there(BroadcastRead, marks)


def acknowledge(member: Member, code: str) -> Any:
    """Note that a member says they read a message that must be read; the first time counts. Return the message.

    Raises NotFound when it is not for them, NotNow when it does not ask for it.
    """
    ask(member, Action.READ_NEWS)
    message = message_for(member, code)
    if message.read_before is None:
        raise NotNow(_("This message does not ask you to say that you read it."))
    mark_read(member, message.id)
    db.session.execute(
        update(BroadcastRead)
        .where(
            BroadcastRead.broadcast_id == message.id,
            BroadcastRead.membership_id == member.membership_id,
            BroadcastRead.acknowledged_at.is_(None),
        )
        .values(acknowledged_at=now()),
        execution_options={"synchronize_session": False},
    )
    return message
