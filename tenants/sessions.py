"""How an account stays signed in: sessions are rows, ended one by one or all, on every worker at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from .clock import now
from .database import db
from .errors import NotFound
from .factor_rows import HalfWay, RememberedDevice
from .models import Account, FailedSignIns, Membership, Session
from .passwords import keyed_token, new_token, token_hash
from .proofs import Proof

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
NOTE_USE_EVERY = timedelta(minutes=5)
FRESH = timedelta(minutes=10)
"""How long a proof of who somebody is counts for what gives lasting power, or takes much out at once."""
OVERLAP = timedelta(minutes=1)
"""How long the old name of a session works beside its new one: for the second of two presses."""

TRIES = 10
LOCKED_FOR = timedelta(minutes=15)


def open_session(account_id: int, user_agent: str, proof: Proof = Proof.PASSWORD) -> str:
    """Open a session for an account that proved itself; return the token for the browser."""
    token = new_token()
    db.session.add(
        Session(
            token_hash=token_hash(token),
            account_id=account_id,
            user_agent=user_agent[:300],
            used_at=now(),
            proof=proof,
        )
    )
    return token


def end_session(account_id: int, token: str) -> None:
    """End the session the token belongs to; nothing happens when it had ended."""
    mine = (Session.account_id == account_id, Session.token_hash == token_hash(token))
    db.session.execute(update(Session).where(*mine, Session.ended_at.is_(None)).values(ended_at=now()))


def note_use(session_id: int, membership_id: int | None = None) -> None:
    """Remember that a session was used just now, and in which organisation."""
    quiet = {"synchronize_session": False}
    db.session.execute(update(Session).where(Session.id == session_id).values(used_at=now()), execution_options=quiet)
    if membership_id is not None:
        here = update(Membership).where(Membership.id == membership_id).values(seen_at=now())
        db.session.execute(here, execution_options=quiet)


def is_live(created_at: datetime, used_at: datetime, ended_at: datetime | None, replaced_at: datetime | None) -> bool:
    """Say whether a session still counts: not ended, used within 12 hours, opened within 30 days."""
    overlaps = replaced_at is None or now() - replaced_at < OVERLAP
    return ended_at is None and overlaps and now() < ends_by_itself(created_at, used_at)


def ends_by_itself(created_at: datetime, used_at: datetime) -> datetime:
    """Return when a session ends when nobody uses it any more."""
    return min(used_at + IDLE, created_at + LONGEST)


def prove_again(session_id: int, token: str, code: str) -> str:
    """Note that who holds a session showed again who they are; return the new token of the browser.

    The same press twice gives the same token: it follows from the old one and the `code` of what was asked. The old
    one works for a minute more, for a page that is on its way. Raises NotFound when the session ended meanwhile.
    """
    renewed = keyed_token("proved", f"{token}:{code}")
    old = db.session.get(Session, session_id, with_for_update=True, populate_existing=True)
    if old is None or old.ended_at is not None:
        raise NotFound
    if db.session.scalar(select(Session.id).where(Session.token_hash == token_hash(renewed))) is None:
        row = Session(token_hash=token_hash(renewed), account_id=old.account_id, user_agent=old.user_agent)
        row.created_at, row.used_at, row.proved_at, row.proof = old.created_at, now(), now(), old.proof
        db.session.add(row)
        old.replaced_at = old.replaced_at or now()
    return renewed


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


def end_sessions(account_id: int) -> None:
    """End every session of an account, on every worker at once; no device need not show its second factor any more."""
    quiet = {"synchronize_session": False}
    open_ones = (Session.account_id == account_id, Session.ended_at.is_(None))
    db.session.execute(update(Session).where(*open_ones).values(ended_at=now()), execution_options=quiet)
    for kind in (HalfWay, RememberedDevice):
        db.session.execute(delete(kind).where(kind.account_id == account_id), execution_options=quiet)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that is open, as its owner reads of it. `name` is public: part of the hash of a random token."""

    name: str
    user_agent: str
    opened_at: datetime
    used_at: datetime
    this_one: bool


NAME_LENGTH = 16  # of 64 hexadecimal digits: enough to tell sessions apart, of no use to sign in with


def open_sessions(account_id: int, session_id: int) -> list[Opened]:
    """Return the open sessions of an account, the one that asks first, then the latest used."""
    rows = db.session.scalars(
        select(Session)
        .where(Session.account_id == account_id, Session.ended_at.is_(None), Session.used_at > now() - IDLE)
        .where(Session.replaced_at.is_(None))
        .order_by(Session.used_at.desc(), Session.id.desc())
    )
    found = [
        Opened(row.token_hash[:NAME_LENGTH], row.user_agent, row.created_at, row.used_at, row.id == session_id)
        for row in rows
        if is_live(row.created_at, row.used_at, row.ended_at, None)
    ]
    return sorted(found, key=lambda one: not one.this_one)


def end_one(account_id: int, name: str) -> bool:
    """End one session of an account by its public name; return whether there was such a session."""
    mine = (Session.account_id == account_id, func.substr(Session.token_hash, 1, NAME_LENGTH) == name)
    ended = db.session.execute(
        update(Session).where(*mine, Session.ended_at.is_(None)).values(ended_at=now()).returning(Session.id),
        execution_options={"synchronize_session": False},
    ).first()
    return ended is not None or db.session.scalar(select(Session.id).where(*mine).limit(1)) is not None
