"""Leave a trail."""

from datetime import datetime
from typing import Any

from tenants import signals
from tenants.clock import now
from tenants.context import Member
from tenants.roles import Side
from tenants.writing import add_all

from .models import Trail
from .rules import kind_of


def leave_trail(
    action: str, subject: Any, by: Member | None, at: datetime | None = None, **detail: int | str | bool | None
) -> None:
    """Record that `by` (None: Balie itself) did `action` to a row; `detail` holds ids and words, no texts.

    A row of no organisation (a service, an organisation itself) leaves its trail in the organisation in scope. `at`
    is when it happened, if that was before. Raises LookupError for an action that has no line in `rules.py`.
    """
    left = {
        "organisation_id": getattr(subject, "organisation_id", None),
        "at": at or now(),
        "action": action,
        "kind": kind_of(action),
        "account_id": by.account_id if by else None,
        "side": by.side if by else Side.SYSTEM,
        "subject": subject.__tablename__,
        "subject_id": subject.id,
        "detail": detail,
    }
    add_all(Trail, [left])


def _record(action: str, subject: Any, by: Member | None, detail: dict[str, Any]) -> None:
    leave_trail(action, subject, by, **detail)


def listen() -> None:
    """Record what the kernel tells that it did."""
    signals.listen(_record)
