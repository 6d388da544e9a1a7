"""Between the first proof and the second: ten minutes, five tries, in the one browser that showed the first."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from .clock import now
from .database import db
from .factor_rows import HalfWay
from .models import Account
from .passwords import new_token, token_hash
from .sessions import Proof

LASTS = timedelta(minutes=10)
TRIES = 5
QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose second proof is waited for."""

    account_id: int
    proof: Proof


def wait_for_second(account_id: int, proof: Proof) -> str:
    """Note that an account showed its first proof; return the token for the browser."""
    token = new_token()
    db.session.add(HalfWay(token_hash=token_hash(token), account_id=account_id, proof=proof))
    return token


def who_waits(token: str) -> Waiting | None:
    """Return who is half way in the browser that holds this token; None when nobody is (any more)."""
    wanted = select(HalfWay.account_id, HalfWay.proof).join(Account, Account.id == HalfWay.account_id)
    row = db.session.execute(wanted.where(*_live(token), Account.active)).first()
    return None if row is None else Waiting(row.account_id, row.proof)


def count_try(token: str) -> int:
    """Count a wrong code and return how many there were; after the last one the first proof has to be shown again."""
    mine = update(HalfWay).where(HalfWay.token_hash == token_hash(token)).values(tries=HalfWay.tries + 1)
    return db.session.scalar(mine.returning(HalfWay.tries), execution_options=QUIET) or 0


def arrive(token: str) -> bool:
    """End the waiting, for who showed the second proof; say whether it was still waited for. Of two at once one is."""
    mine = delete(HalfWay).where(*_live(token)).returning(HalfWay.account_id)
    return db.session.execute(mine, execution_options=QUIET).first() is not None


def forget_old() -> int:
    """Forget who never showed the second proof; return how many."""
    old = delete(HalfWay).where(HalfWay.proved_at <= now() - LASTS).returning(HalfWay.account_id)
    return len(db.session.execute(old, execution_options=QUIET).all())


def any_old() -> bool:
    """Say whether there is anybody to forget."""
    return db.session.scalar(select(HalfWay.account_id).where(HalfWay.proved_at <= now() - LASTS).limit(1)) is not None


def _live(token: str) -> tuple:
    return (HalfWay.token_hash == token_hash(token), HalfWay.proved_at > now() - LASTS, HalfWay.tries < TRIES)
