"""What the kernel tells: it does something to a row, and whoever keeps the trail or writes mails listens.

Listeners run inside the write transaction of the cause, so that both happen or neither.
"""

from collections.abc import Callable
from typing import Any

from blinker import Signal

from .context import Member

happened = Signal()


def tell(action: str, subject: Any, by: Member | None, **detail: int | str | bool | None) -> None:
    """Tell that `by` (None: Balie itself, or the person it is about) did `action` to a row; `detail` holds no texts."""
    happened.send(action, subject=subject, by=by, detail=detail)


def listen(listener: Callable[..., None]) -> None:
    """Let `listener(action, subject=..., by=..., detail=...)` hear of everything; the same one is heard once."""
    happened.connect(listener)
