"""Codes of an app on somebody's telephone (RFC 6238), and recovery codes for who has lost it. Each works once."""

import hmac
import re
import secrets
from dataclasses import dataclass

from pyotp import random_base32
from pyotp.totp import TOTP
from sqlalchemy import delete, func, select, update

from .clock import now
from .database import db
from .factor_rows import Authenticator, RecoveryCode
from .passwords import keyed_token
from .sealing import seal, unseal
from .writing import add_all

STEP = 30  # seconds that a code stands on the telephone
DRIFT = 1  # steps by which its clock may differ
DIGITS = 6
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another
QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Shared:
    """The secret that an app has yet to be told: as text, and as the address its picture holds."""

    secret: str
    address: str


def begin_app(account_id: int) -> None:
    """Make a secret for an app. An app that was confirmed before stays as it is until it is removed."""
    row = _app_of(account_id)
    if row is not None and row.confirmed_at is not None:
        return
    sealed = seal(_purpose(account_id), random_base32())
    if row is None:
        db.session.add(Authenticator(account_id=account_id, secret=sealed))
    else:
        row.secret, row.begun_at = sealed, now()


def unconfirmed_app(account_id: int, issuer: str, name: str) -> Shared | None:
    """Return the secret that waits to be confirmed; None when there is none, or it was confirmed."""
    row = _app_of(account_id)
    if row is None or row.confirmed_at is not None:
        return None
    secret = unseal(_purpose(account_id), row.secret)
    return Shared(secret, TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=issuer))


def confirm_app(account_id: int, typed: str) -> bool:
    """Let the app count from now on, when the code is one of its; say whether it is."""
    step = _step_of(account_id, typed, confirmed=False)
    if step is None:
        return False
    mine = (Authenticator.account_id == account_id, Authenticator.confirmed_at.is_(None))
    done = update(Authenticator).where(*mine).values(confirmed_at=now(), last_step=step)
    return db.session.execute(done.returning(Authenticator.account_id), execution_options=QUIET).first() is not None


def use_code(account_id: int, typed: str) -> bool:
    """Say whether what was typed is a code of the app now that was not used before; from now on it was."""
    step = _step_of(account_id, typed, confirmed=True)
    if step is None:
        return False
    newer = (Authenticator.account_id == account_id, Authenticator.last_step < step)
    used = update(Authenticator).where(*newer).values(last_step=step).returning(Authenticator.account_id)
    return db.session.execute(used, execution_options=QUIET).first() is not None


def has_app(account_id: int) -> bool:
    """Say whether an account has an app that counts."""
    row = _app_of(account_id)
    return row is not None and row.confirmed_at is not None


def remove_app(account_id: int) -> None:
    """Forget the app of an account."""
    db.session.execute(delete(Authenticator).where(Authenticator.account_id == account_id), execution_options=QUIET)


def new_recovery_codes(account_id: int) -> list[str]:
    """Make ten recovery codes in place of those there were, and return them: nobody can read them again."""
    remove_recovery_codes(account_id)
    codes = [_spelled("".join(secrets.choice(LETTERS) for _ in range(12))) for _ in range(RECOVERY_CODES)]
    rows = [{"account_id": account_id, "code_hash": _code_hash(account_id, code), "used_at": None} for code in codes]
    add_all(RecoveryCode, rows)
    return codes


def use_recovery_code(account_id: int, typed: str) -> bool:
    """Say whether what was typed is a recovery code that was not used before; from now on it was."""
    mine = (RecoveryCode.account_id == account_id, RecoveryCode.code_hash == _code_hash(account_id, typed))
    used = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None)).values(used_at=now())
    return db.session.execute(used.returning(RecoveryCode.account_id), execution_options=QUIET).first() is not None


def recovery_codes_left(account_id: int) -> int:
    """Return how many recovery codes still work."""
    left = (RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*left)) or 0


def remove_recovery_codes(account_id: int) -> None:
    """Forget the recovery codes of an account."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id), execution_options=QUIET)


def _app_of(account_id: int) -> Authenticator | None:
    wanted = select(Authenticator).where(Authenticator.account_id == account_id)
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def _step_of(account_id: int, typed: str, confirmed: bool) -> int | None:
    """Return the half minute to which a code belongs, within the drift of clocks; None when it is none of the app's."""
    row, code = _app_of(account_id), re.sub(r"\s", "", typed)
    if row is None or (row.confirmed_at is not None) is not confirmed or not re.fullmatch(r"[0-9]{6}", code):
        return None
    app, here = TOTP(unseal(_purpose(account_id), row.secret), interval=STEP), int(now().timestamp()) // STEP
    steps = range(here - DRIFT, here + DRIFT + 1)
    fitting = [step for step in steps if hmac.compare_digest(app.generate_otp(step), code) and step > row.last_step]
    return fitting[0] if fitting else None


def _purpose(account_id: int) -> str:
    return f"authenticator of {account_id}"


def _code_hash(account_id: int, code: str) -> str:
    plain = re.sub(r"[\W_]", "", code.lower())[:40]
    return keyed_token("recovery code", f"{account_id}:{plain}")


def _spelled(code: str) -> str:
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
