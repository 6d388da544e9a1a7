"""The rounds of mail about a broadcast: planned from its dates, done by the worker."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal.web.language import ZONE
from tenants.clock import now
from tenants.database import db

from .models import Broadcast, BroadcastRound
from .rules import Round, rounds


def plan_rounds(broadcast: Broadcast) -> None:
    """Plan the mails anew, from its dates; what went out, or is on its way, stays."""
    starts_at: Any = broadcast.starts_at
    forget_rounds(broadcast)
    for kind, due_at in rounds(starts_at, broadcast.read_before, now()):
        told = kind is not Round.REMINDER and _there(broadcast, BroadcastRound.kind == kind)
        if not told:
            add_round(broadcast, kind, due_at)


def add_round(broadcast: Broadcast, kind: Round, due_at: datetime) -> bool:
    """Plan one round; return False when one of its kind goes out on that day already."""
    day = due_at.astimezone(ZONE).date()
    try:
        with db.session.begin_nested():
            db.session.add(BroadcastRound(broadcast_id=broadcast.id, kind=kind, day=day, due_at=due_at))
    except IntegrityError:
        return False
    return True


def forget_rounds(broadcast: Broadcast) -> None:
    """Plan no mails but those that are on their way."""
    waiting = (BroadcastRound.reached == 0, BroadcastRound.done_at.is_(None))
    db.session.execute(delete(BroadcastRound).where(BroadcastRound.broadcast_id == broadcast.id, *waiting))


def reminded_today(broadcast: Broadcast) -> bool:
    """Say whether a mail about it goes out today already, of either kind."""
    return _there(broadcast, BroadcastRound.day == now().astimezone(ZONE).date())


def _there(broadcast: Broadcast, condition: Any) -> bool:
    mine = select(BroadcastRound.id).where(BroadcastRound.broadcast_id == broadcast.id, condition).limit(1)
    return db.session.scalar(mine) is not None
