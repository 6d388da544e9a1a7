"""Who stands in for whom right now, as SQL. Every statement looks at its own moment: nothing has to end it."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Text, bindparam, cast, func, select

from .clock import now
from .columns import Moment
from .models import Deputy, Membership

NOW = bindparam("right_now", type_=Moment, callable_=now)
"""The moment at which a statement is sent, also of one that was built long before."""


def in_force_now() -> tuple[Any, Any]:
    """Return the conditions under which somebody stands in for a colleague at this moment."""
    return (Deputy.starts_at <= NOW, Deputy.ends_at > NOW)


def absent_of(person: Any) -> Any:
    """Return the select of the ids of the persons for whom one stands in now."""
    return select(Deputy.absent_id).where(Deputy.person_id == person, *in_force_now())


def absent_accounts_of(person: Any) -> Any:
    """Return the select of the ids of their accounts."""
    same = (Membership.organisation_id == Deputy.organisation_id, Membership.person_id == Deputy.absent_id)
    return (
        select(Membership.account_id)
        .select_from(Deputy)
        .join(Membership, same[0] & same[1])
        .where(Deputy.person_id == person, *in_force_now())
    )


def stands_for(membership: Any) -> Any:
    """Return the column with the persons for whom a member stands in now, as `people_in` reads it."""
    mine = (Deputy.organisation_id == membership.organisation_id, Deputy.person_id == membership.person_id)
    people = select(func.aggregate_strings(cast(Deputy.absent_id, Text), ",")).where(*mine, *in_force_now())
    return people.correlate(membership).scalar_subquery().label("stands_for")


@lru_cache(maxsize=1024)
def people_in(text: str | None) -> frozenset[int]:
    """Read the ids of that column."""
    return frozenset(map(int, text.split(","))) if text else frozenset()
