"""Browsers in which somebody need not show their second factor for a while, because they said so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from .clock import now
from .database import db
from .factor_rows import RememberedDevice
from .passwords import keyed_token, new_token, token_hash

LASTS = timedelta(days=30)
QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Device:
    """A remembered browser, as its owner reads of it."""

    handle: str
    user_agent: str
    made_at: datetime
    ends_at: datetime


def cookie_of(account_id: int) -> str:
    """Return the name under which a browser keeps the token of an account: several people may share it."""
    return "device-" + keyed_token("remembered device", str(account_id))[:16]


def remember(account_id: int, user_agent: str) -> str:
    """Remember a browser for thirty days; return the token it keeps."""
    token = new_token()
    row = {"account_id": account_id, "user_agent": user_agent[:300], "ends_at": now() + LASTS}
    db.session.add(RememberedDevice(token_hash=token_hash(token), **row))
    return token


def is_remembered(account_id: int, token: str) -> bool:
    """Say whether the browser that holds this token is remembered for this account."""
    if not token:
        return False
    mine = (RememberedDevice.token_hash == token_hash(token), RememberedDevice.account_id == account_id)
    return db.session.scalar(select(RememberedDevice.id).where(*mine, RememberedDevice.ends_at > now())) is not None


def remembered_devices(account_id: int) -> list[Device]:
    """Return the browsers that are remembered for an account, the newest first."""
    columns = (RememberedDevice.handle, RememberedDevice.user_agent, RememberedDevice.made_at, RememberedDevice.ends_at)
    mine = (RememberedDevice.account_id == account_id, RememberedDevice.ends_at > now())
    rows = db.session.execute(select(*columns).where(*mine).order_by(RememberedDevice.id.desc()))
    return [Device(*row) for row in rows]


def forget_devices(account_id: int, handle: str = "") -> bool:
    """Forget one remembered browser of an account, or all; say whether there was any."""
    mine = delete(RememberedDevice).where(RememberedDevice.account_id == account_id)
    if handle:
        mine = mine.where(RememberedDevice.handle == handle)
    return bool(db.session.execute(mine.returning(RememberedDevice.id), execution_options=QUIET).all())
