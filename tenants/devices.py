"""The browsers an account signed in with. Of one it did not know before it hears by mail, and can say: not me.

A browser is known by a random token in a cookie of its own, not by its network address: those change, and are shared.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import aliased

from .clock import now
from .database import db
from .device_rows import Device
from .errors import NotFound
from .everywhere import tell_everywhere
from .models import Account
from .passwords import keyed_token, new_token, token_hash
from .recovery import ask_for_recovery, set_password
from .sessions import end_sessions
from .writing import add_once

KEPT = timedelta(days=400)
"""How long a browser keeps the cookie, and we the row, after it was used last."""
LINK_WORKS = timedelta(days=7)
AT_ONCE = 100


def note_device(account_id: int, token: str, user_agent: str) -> None:
    """Note that an account signed in with the browser that holds this token; the first one is nothing to tell."""
    mine = (Device.account_id == account_id, Device.token_hash == token_hash(token))
    known = db.session.execute(
        update(Device).where(*mine, Device.disowned_at.is_(None)).values(used_at=now()).returning(Device.id),
        execution_options={"synchronize_session": False},
    ).first()
    if known is not None:
        return
    first = db.session.scalar(select(Device.id).where(Device.account_id == account_id).limit(1)) is None
    seed = new_token()
    new = {"account_id": account_id, "token_hash": token_hash(token), "user_agent": user_agent[:300], "seed": seed}
    new |= {"link_hash": token_hash(link_token(seed)), "first_at": now(), "used_at": now()}
    add_once(Device, new | {"told_at": now() if first else None})


def link_token(seed: str) -> str:
    """Return the token of the link in the mail about a device."""
    return keyed_token("device", seed)


def devices_to_tell() -> list[int]:
    """Return the ids of devices about which no mail was written yet, oldest first."""
    untold = select(Device.id).where(Device.told_at.is_(None)).order_by(Device.id).limit(AT_ONCE)
    return list(db.session.scalars(untold))


def take_to_tell(device_id: int) -> tuple[int, str] | None:
    """Note that a mail is written about a device; return its account and seed, None when another worker did."""
    row = db.session.execute(
        update(Device)
        .where(Device.id == device_id, Device.told_at.is_(None))
        .values(told_at=now())
        .returning(Device.account_id, Device.seed),
        execution_options={"synchronize_session": False},
    ).first()
    return None if row is None else (row.account_id, row.seed)


@dataclass(frozen=True, slots=True)
class Told:
    """A device as the mail and the page behind its link tell of it."""

    account_id: int
    email: str
    language: str
    user_agent: str
    seed: str
    at: datetime


def device_of_seed(seed: str) -> Told | None:
    """Return the device a mail tells of; None when its link does not work any more."""
    return _told(Device.seed == seed)


def device_of_link(token: str) -> Told | None:
    """Return the device behind the link of a mail; None when it does not work (any more)."""
    return _told(Device.link_hash == token_hash(token))


def _told(*which: object) -> Told | None:
    row = db.session.execute(
        select(Device.account_id, Account.email, Account.language, Device.user_agent, Device.seed, Device.first_at)
        .join(Account, Account.id == Device.account_id)
        .where(*which, *_works(), Account.active)  # type: ignore[arg-type]
    ).first()
    return None if row is None else Told(*row)


def disown(token: str, nobodys_hash: str) -> None:
    """End all sessions of the account behind a link, and let its owner choose a new password by mail.

    `nobodys_hash` is of a password that nobody has: whoever knows the old one is out at once. Raises NotFound when
    the link does not work; of two at once one is right.
    """
    row = db.session.execute(
        update(Device)
        .where(Device.link_hash == token_hash(token), *_works())
        .values(disowned_at=now())
        .returning(Device.account_id),
        execution_options={"synchronize_session": False},
    ).first()
    account = None if row is None else db.session.get(Account, row.account_id, with_for_update=True)
    if account is None or not account.active:
        raise NotFound
    account_id = account.id
    if account.password_hash is None:  # it has none: who signs in another way has nothing of ours to choose anew
        end_sessions(account_id)
    else:
        set_password(account, nobodys_hash)
        ask_for_recovery(account.email)
    tell_everywhere("member.not me", account_id)


def forget_old_devices() -> int:
    """Forget browsers that were not used for so long; the last one of an account stays, so that none is its first."""
    newer = aliased(Device)
    later = select(newer.id).where(newer.account_id == Device.account_id, newer.used_at > Device.used_at).exists()
    old = delete(Device).where(Device.used_at < now() - KEPT, later)
    return len(db.session.execute(old.returning(Device.id), execution_options={"synchronize_session": False}).all())


def any_old_devices() -> bool:
    """Say whether there are browsers that were not used for so long."""
    return db.session.scalar(select(Device.id).where(Device.used_at < now() - KEPT).limit(1)) is not None


def _works() -> tuple:
    return (Device.disowned_at.is_(None), Device.first_at > now() - LINK_WORKS)
