"""What stands beside a member in the list: their open requests, and who stands in for them now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import aliased

from portal.tickets.lifecycle import RUNNING
from portal.tickets.models import Ticket
from portal.tickets.sight import visible_to
from tenants.context import Member
from tenants.database import db
from tenants.deputising import in_force_now
from tenants.models import Deputy, Person


@dataclass(frozen=True, slots=True)
class Beside:
    """How many open requests somebody filed or has filed for them, and the names of who stands in for them."""

    open: int = 0
    deputy: str = ""


def what_is_beside(member: Member, people: Sequence[int]) -> dict[int, Beside]:
    """Return it for each of the persons with these ids, in two statements."""
    counts, deputies = _open_of(member, people), _deputies_of(people)
    return {one: Beside(counts.get(one, 0), ", ".join(deputies.get(one, ()))) for one in people}


def _open_of(member: Member, people: Sequence[int]) -> dict[int, int]:
    """Count what `member` finds in the list of requests by or for them: what they may see, and nothing besides."""
    runs = (Ticket.turn.in_(RUNNING), visible_to(member))
    filed = select(Ticket.filed_by_id.label("person_id")).where(*runs, Ticket.filed_by_id.in_(people))
    meant = select(Ticket.filed_for_id).where(
        *runs, Ticket.filed_for_id.in_(people), Ticket.filed_for_id != Ticket.filed_by_id
    )
    each = union_all(filed, meant).subquery()
    rows = db.session.execute(select(each.c.person_id, func.count().label("requests")).group_by(each.c.person_id))
    return {row.person_id: row.requests for row in rows}


def _deputies_of(people: Sequence[int]) -> dict[int, list[str]]:
    deputy: Any = aliased(Person)
    rows = db.session.execute(
        select(Deputy.absent_id, deputy.name)
        .join(deputy, deputy.id == Deputy.person_id)
        .where(Deputy.absent_id.in_(people), *in_force_now(), Deputy.ended_at.is_(None))
        .order_by(deputy.name)
    )
    found: dict[int, list[str]] = {}
    for absent_id, name in rows:
        found.setdefault(absent_id, []).append(name)
    return found
