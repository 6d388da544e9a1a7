"""What is in the views of the inbox, counted over all organisations of an agent's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department
from portal.tickets.lifecycle import Turn
from portal.tickets.models import FollowUp, Ticket
from portal.tickets.sight import ME, Sight, sight_of, visible
from tenants.clock import now
from tenants.columns import Moment
from tenants.context import Member
from tenants.database import db
from tenants.deputising import absent_accounts_of

AT_MOST = 100
"""Counting stops here: "99+" says enough."""

DEPARTMENT = "department-"

ACCOUNT = bindparam("account", type_=Integer)
ANOTHER = aliased(FollowUp)


@dataclass(frozen=True, slots=True)
class Views:
    """Every view with its count (at most `AT_MOST`), and which of them hold something that is too late."""

    counts: dict[str, int]
    late: frozenset[str]
    departments: Sequence[Any]  # rows of id, slug, name_nl, name_en, active


def views(member: Member) -> Views:
    """Count all views in one statement: a row for each department, and the other counts in each row."""
    given = {"me": member.person_id, "account": member.account_id, "moment": now()}
    rows = db.session.execute(_counting(sight_of(member)), given).all()
    counts = {DEPARTMENT + row.slug: row.here for row in rows}
    late = {DEPARTMENT + row.slug for row in rows if row.here_late}
    for row in rows[:1]:
        counts |= {name: getattr(row, name) for name in ("mine", "unassigned", "waiting", "unhappy")}
        late |= {name for name in ("mine", "unassigned", "unhappy") if getattr(row, f"{name}_late")}
    return Views(counts, frozenset(late), [row for row in rows if row.active or row.here])


@cache
def _counting(sight: Sight) -> Any:
    """Build the statement that counts, once: making it costs more than running it."""
    moment = bindparam("moment", type_=Moment)
    held, owed = _held(sight), _owed(sight)
    here = (held.c.department_id == Department.id, held.c.turn == Turn.DESK)
    work = work_of(held.c, sight)
    # What has no promised date stands in the order, but is never late.
    late = (held.c.due_at < moment, held.c.promised_at.is_not(None))
    return select(
        Department.id,
        Department.slug,
        Department.name_nl,
        Department.name_en,
        Department.active,
        _count(held, *here).label("here"),
        _some(held, *here, *late).label("here_late"),
        *(_count(held, *holds).label(name) for name, holds in work.items()),
        *(_some(held, *work[name], *late).label(f"{name}_late") for name in ("mine", "unassigned")),
        _count(owed).label("unhappy"),
        _some(owed, owed.c.due_at < moment).label("unhappy_late"),
    ).order_by(Department.place, Department.id)


def work_of(of: Any, sight: Sight) -> dict[str, tuple[Any, ...]]:
    """Return what the views that are no department hold; `of` are the columns of requests.

    Who stands in for a colleague has that colleague's work among their own.
    """
    mine = of.assignee_id == ACCOUNT
    if sight.stands_in:
        mine = or_(mine, of.assignee_id.in_(absent_accounts_of(ME)))
    return {
        "mine": (mine, of.turn == Turn.DESK),
        "unassigned": (of.assignee_id.is_(None), of.turn == Turn.DESK),
        "waiting": (of.turn == Turn.CUSTOMER,),
    }


def _held(sight: Sight) -> Any:
    # Named once, so that the organisations of the scope stand in the statement once; not materialised, so that
    # each count finds its own index.
    return (
        select(Ticket.department_id, Ticket.assignee_id, Ticket.turn, Ticket.due_at, Ticket.promised_at)
        .where(visible(sight))
        .cte("held")
        .prefix_with("NOT MATERIALIZED")
    )


def _owed(sight: Sight) -> Any:
    """Select the dissatisfied ratings that wait for an answer, one for each request."""
    return (
        select(FollowUp.due_at)
        .join(Ticket, Ticket.id == FollowUp.ticket_id)
        .where(FollowUp.answered_at.is_(None), first_of_its_request(), visible(sight))
        .cte("owed")
        .prefix_with("NOT MATERIALIZED")
    )


def _count(rows: Any, *conditions: Any) -> Any:
    some = select(literal(1).label("one")).select_from(rows).where(*conditions)
    some = some.correlate(Department).limit(AT_MOST).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _some(rows: Any, *conditions: Any) -> Any:
    return exists(select(literal(1)).select_from(rows).where(*conditions).correlate(Department))


def first_of_its_request() -> Any:
    """Return the condition that lists a request once, though several people may be owed an answer."""
    return ~exists().where(
        ANOTHER.ticket_id == FollowUp.ticket_id, ANOTHER.answered_at.is_(None), ANOTHER.id < FollowUp.id
    )
