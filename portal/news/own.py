"""The list of what a publisher wrote."""

from typing import Any

from sqlalchemy import Text, bindparam, select, tuple_

from tenants.columns import Moment
from tenants.context import Member
from tenants.database import db
from tenants.guard import ask
from tenants.permissions import Action

from .models import Broadcast
from .paging import Edge

PAGE = 25


def own_page(member: Member, after: Edge | None = None) -> tuple[list[Broadcast], bool]:
    """Return a page of what this member's organisation publishes or prepares, newest first, and if more follows."""
    ask(member, Action.PUBLISH_NEWS)
    chosen = select(Broadcast).where(Broadcast.publisher_id == member.organisation_id)
    given: dict[str, Any] = {}
    if after is not None:
        last = tuple_(bindparam("created_at", type_=Moment), bindparam("code", type_=Text))
        chosen = chosen.where(tuple_(Broadcast.created_at, Broadcast.code) < last)
        given = {"created_at": after.moment, "code": after.code}
    ordered = chosen.order_by(Broadcast.created_at.desc(), Broadcast.code.desc()).limit(PAGE + 1)
    rows = list(db.session.scalars(ordered, given))
    return rows[:PAGE], len(rows) > PAGE
