"""Reading one's own drafts. They belong to an account in an organisation; nobody else ever sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound

from .models import Draft
from .rules import KEPT


def drafts_of(member: Member) -> Sequence[Draft]:
    """Return the drafts of `member`, last saved first."""
    return db.session.scalars(select(Draft).where(*_theirs(member)).order_by(Draft.updated_at.desc(), Draft.id)).all()


def count_of(account_id: int) -> Any:
    """Return the column that counts somebody's drafts."""
    return select(func.count(Draft.id)).where(*_of(account_id)).scalar_subquery()


def how_many(member: Member) -> int:
    """Return how many drafts `member` has."""
    return db.session.scalar(select(count_of(member.account_id))) or 0


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
