"""Reading one's own drafts. They belong to an account in an organisation; nobody else ever sees them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from tenants.clock import now
from tenants.columns import Moment
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound

from .models import Draft
from .rules import KEPT


def drafts_of(member: Member) -> Sequence[Draft]:
    """Return the drafts of `member`, last saved first."""
    return db.session.scalars(select(Draft).where(*_theirs(member)).order_by(Draft.updated_at.desc(), Draft.id)).all()


@cache
def count() -> Any:
    """Return the column that counts somebody's drafts; it is asked with `counted_for`."""
    account, since = bindparam("account", type_=Integer), bindparam("drafts_since", type_=Moment)
    kept = (Draft.account_id == account, Draft.updated_at > since, Draft.deleted_at.is_(None))
    return select(func.count(Draft.id)).where(*kept).scalar_subquery()


def counted_for(member: Member) -> dict[str, Any]:
    """Return what `count` is asked with."""
    return {"account": member.account_id, "drafts_since": oldest()}


def how_many(member: Member) -> int:
    """Return how many drafts `member` has."""
    return db.session.scalar(select(count()), counted_for(member)) or 0


def draft_for(member: Member, public: str, *, deleted: bool = False, lock: bool = False) -> Draft:
    """Load one's own draft; `deleted` asks for one that was thrown away. Raises NotFound for all others."""
    statement = select(Draft).where(*_theirs(member, deleted=deleted), Draft.public == public)
    draft = db.session.scalar(statement.with_for_update() if lock else statement)
    if draft is None:
        raise NotFound
    return draft


def _theirs(member: Member, *, deleted: bool = False) -> tuple[Any, ...]:
    return _of(member.account_id, deleted=deleted)


def _of(account_id: int, *, deleted: bool = False) -> tuple[Any, ...]:
    gone = Draft.deleted_at.is_not(None) if deleted else Draft.deleted_at.is_(None)
    return (Draft.account_id == account_id, Draft.updated_at > oldest(), gone)


def oldest() -> datetime:
    """Return the moment before which drafts are not kept."""
    return now() - KEPT
