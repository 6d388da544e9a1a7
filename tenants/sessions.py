"""How an account stays signed in: sessions are rows, ended one by one or all, on every worker at once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from .clock import now
from .database import db
from .models import Account, FailedSignIns, Session
from .passwords import new_token, token_hash

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
NOTE_USE_EVERY = timedelta(minutes=5)

TRIES = 10
LOCKED_FOR = timedelta(minutes=15)


def open_session(account_id: int, user_agent: str) -> str:
    """Open a session for an account that proved itself; return the token for the browser."""
    token = new_token()
    db.session.add(
        Session(token_hash=token_hash(token), account_id=account_id, user_agent=user_agent[:300], used_at=now())
    )
    return token


def end_session(account_id: int, token: str) -> None:
    """End the session the token belongs to; nothing happens when it had ended."""
    mine = (Session.account_id == account_id, Session.token_hash == token_hash(token))
    db.session.execute(update(Session).where(*mine, Session.ended_at.is_(None)).values(ended_at=now()))


def note_use(session_id: int) -> None:
    """Remember that a session was used just now."""
    db.session.execute(update(Session).where(Session.id == session_id).values(used_at=now()))


def is_live(created_at: datetime, used_at: datetime, ended_at: datetime | None) -> bool:
    """Say whether a session still counts: not ended, used within 12 hours, opened within 30 days."""
    return ended_at is None and now() - used_at < IDLE and now() - created_at < LONGEST


def account_to_check(email: str) -> tuple[int, str | None, bool] | None:
    """Return id, password hash and whether the account may sign in; None for an unknown address."""
    row = db.session.execute(
        select(Account.id, Account.password_hash, Account.active).where(Account.email == email)
    ).first()
    return None if row is None else (row.id, row.password_hash, row.active)


def locked_until(email: str) -> datetime | None:
    """Return until when an address is locked after too many wrong passwords; None when it is not."""
    failed = db.session.get(FailedSignIns, token_hash(email))
    if failed is None or failed.count < TRIES or now() - failed.since >= LOCKED_FOR:
        return None
    return failed.since + LOCKED_FOR


def note_failure(email: str) -> None:
    """Count one wrong password for an address, known or not: both are told the same."""
    failed = db.session.get(FailedSignIns, token_hash(email))
    if failed is None:
        failed = FailedSignIns(address_hash=token_hash(email), count=0, since=now())
        db.session.add(failed)
    elif now() - failed.since >= LOCKED_FOR:
        failed.count, failed.since = 0, now()
    failed.count += 1


def forget_failures(email: str) -> None:
    """Start counting anew after a right password."""
    db.session.execute(delete(FailedSignIns).where(FailedSignIns.address_hash == token_hash(email)))
