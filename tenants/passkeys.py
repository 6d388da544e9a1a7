"""Passkeys (WebAuthn): key pairs of which a device or a password manager keeps the secret half.

A challenge is random, is answered within five minutes in the browser that got it, and once. What is asked of a
passkey, and whether its answer is right, is in `passkey_answers`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select, update

from .clock import now
from .database import db
from .errors import Invalid
from .factor_rows import Passkey, SpentChallenge
from .passwords import token_hash
from .writing import add_once

ANSWER_WITHIN = timedelta(minutes=5)
MOST = 20  # passkeys of one account
LONGEST_ANSWER = 20_000  # characters
QUIET = {"synchronize_session": False}


class Refused(Exception):
    """The answer of a passkey does not fit: forged, of another site, of nobody, or of a copy."""

    def __init__(self, why: str, copied: int | None = None) -> None:
        super().__init__(why)
        self.copied = copied  # whose passkey has a copy


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that its keeper has just made."""

    credential_id: str
    public_key: str
    sign_count: int
    transports: str
    verifies: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey that was shown: whose it is, and how often it was used before and now."""

    passkey_id: int
    account_id: int
    before: int
    sign_count: int


def add_passkey(account_id: int, name: str, new: Made) -> None:
    """Keep a passkey for an account. Raises Invalid for one that is somebody's already, and for one too many."""
    mine = select(func.count(Passkey.id)).where(Passkey.account_id == account_id)
    if (db.session.scalar(mine) or 0) >= MOST:
        raise Invalid("name", _("You have %(max)s passkeys. Remove one first", max=MOST))
    there = select(Passkey.id).where(Passkey.credential_id == new.credential_id)
    if db.session.scalar(there) is not None:
        raise Invalid("name", _("This passkey is known already"))
    db.session.add(
        Passkey(
            account_id=account_id,
            name=name,
            credential_id=new.credential_id,
            public_key=new.public_key,
            sign_count=new.sign_count,
            transports=new.transports,
            verifies=new.verifies,
        )
    )
    db.session.flush()


def note_shown(one: Shown) -> bool:
    """Note that a passkey was used; say whether nobody used it in between, as only a copy of it could."""
    mine = (Passkey.id == one.passkey_id, Passkey.sign_count == one.before)
    used = update(Passkey).where(*mine).values(sign_count=one.sign_count, used_at=now()).returning(Passkey.id)
    return db.session.execute(used, execution_options=QUIET).first() is not None


def spend(challenge: bytes) -> bool:
    """Note that a challenge was answered; say whether it was not before."""
    return add_once(SpentChallenge, {"challenge_hash": token_hash(challenge.hex()), "spent_at": now()})


def any_spent() -> bool:
    """Say whether there are challenges that are too old to be answered again."""
    return db.session.scalar(select(SpentChallenge.spent_at).where(_stale()).limit(1)) is not None


def forget_spent() -> int:
    """Forget challenges that are too old to be answered again; return how many."""
    gone = delete(SpentChallenge).where(_stale()).returning(SpentChallenge.challenge_hash)
    return len(db.session.execute(gone, execution_options=QUIET).all())


def passkeys_of(account_id: int) -> list[Passkey]:
    """Return the passkeys of an account, in the order in which they were made."""
    return list(db.session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)))


def has_passkey(account_id: int) -> bool:
    """Say whether an account has a passkey."""
    return db.session.scalar(select(Passkey.id).where(Passkey.account_id == account_id).limit(1)) is not None


def rename_passkey(account_id: int, handle: str, name: str) -> bool:
    """Give a passkey of an account another name; say whether it was theirs."""
    mine = (Passkey.account_id == account_id, Passkey.handle == handle)
    named = update(Passkey).where(*mine).values(name=name).returning(Passkey.id)
    return db.session.execute(named, execution_options=QUIET).first() is not None


def _stale() -> Any:
    return SpentChallenge.spent_at <= now() - 2 * ANSWER_WITHIN
