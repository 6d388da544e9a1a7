"""What an organisation may be called in addresses and numbers, and when mail stands still. Plain Python."""

import re
from collections.abc import Container
from datetime import datetime, timedelta

KEY = re.compile(r"[A-Z][A-Z0-9]{1,11}")
STUCK_AFTER = timedelta(minutes=15)
NEW_FOR = timedelta(days=7)
"""How long an organisation that never had an admin is only said to have none yet."""


def folded_key(text: str) -> str:
    """Return a key as it is stored, in upper case; "" for what cannot be one."""
    key = text.strip().upper()
    return key if KEY.fullmatch(key) else ""


def is_reserved(key: str, reserved: Container[str]) -> bool:
    """Say whether an address of something else begins with this key; `new` is how a form is found."""
    return key.lower() in reserved or key == "NEW"


def is_stuck(oldest: datetime | None, moment: datetime) -> bool:
    """Say whether the oldest mail that waits, waits too long."""
    return oldest is not None and moment - oldest >= STUCK_AFTER
