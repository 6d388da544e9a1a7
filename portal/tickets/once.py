"""Do a thing once: a double click, a retry or a second worker gets the first one's result."""

from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, delete, select, update

from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.writing import add_unless_there, change

from .once_models import Keyed


def done_before(member: Member, key: str) -> tuple[bool, int | None]:
    """Claim `key` for this account; return whether it was used before, and the number it led to then.

    Two at once: the second waits for the first to commit, then reads its result.
    """
    values = {"account_id": member.account_id, "key": key}
    if add_unless_there(Keyed, values):
        return False, None
    mine = (Keyed.account_id == member.account_id, Keyed.key == key)
    return True, db.session.scalar(select(Keyed.result).where(*mine))


def done_with(member: Member, key: str) -> tuple[bool, int | None]:
    """Return whether `key` was used, and the number it led to; who asks does not use it.

    Until this transaction ends nobody else uses it either: two at once wait for each other, as `done_before` says.
    """
    done, number = done_before(member, key)
    if not done:
        change(_released(), _mine(member, key))
    return done, number


def send_key(public: str) -> str:
    """Return the key under which is kept what a draft has become: sent twice, it is one request."""
    return f"draft {public}"


def sent_before(member: Member, public: str) -> int | None:
    """Return the number of the request that a draft of `member` has become; None when it has not."""
    mine = (Keyed.account_id == member.account_id, Keyed.key == send_key(public))
    return db.session.scalar(select(Keyed.result).where(*mine))


def became(member: Member, public: str, number: int) -> None:
    """Keep which request a draft has become."""
    add_unless_there(Keyed, {"account_id": member.account_id, "key": send_key(public), "result": number, "at": now()})


def used(member: Member, *keys: str) -> bool:
    """Say whether one of these keys was used, in a request that is locked."""
    mine = (Keyed.account_id == member.account_id, Keyed.key.in_(keys))
    return db.session.scalar(select(Keyed.key).where(*mine).limit(1)) is not None


def remember(member: Member, key: str, result: int) -> None:
    """Keep what `key` led to."""
    change(_kept(), _mine(member, key) | {"led_to": result})


@cache
def _kept() -> Any:
    return update(Keyed).where(_this()).values(result=bindparam("led_to", type_=Integer))


@cache
def _released() -> Any:
    return delete(Keyed).where(_this())


def _this() -> Any:
    return and_(
        Keyed.account_id == bindparam("account", type_=Integer),
        Keyed.key == bindparam("called", type_=Text),
    )


def _mine(member: Member, key: str) -> dict[str, Any]:
    return {"account": member.account_id, "called": key}
