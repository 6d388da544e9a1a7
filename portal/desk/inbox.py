"""Pages of the inbox: which requests stand in a view, over all organisations of an agent's scope."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, false, or_, select
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department, Service
from portal.search.queries import hits_of
from portal.tickets.lifecycle import Turn
from portal.tickets.models import FollowUp, Rating, ReadMark, Ticket
from portal.tickets.queries import WORDED, rings_for
from portal.tickets.reading import my_mark, unread_at_desk
from portal.tickets.sight import Sight, sight_of, visible, visible_to
from portal.tickets.words import among
from tenants.columns import Moment
from tenants.context import Member
from tenants.database import db
from tenants.models import Organisation

from .counting import first_of_its_request, work_of
from .paging import Edge

PAGE = 25

AT_EDGE = aliased(Ticket)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of which view an address asks for; `department_id` when the view is a department."""

    view: str
    words: str = ""
    after: Edge | None = None
    before: Edge | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a view, and whether there is more in the direction asked for."""

    rows: list[Any]
    more: bool = False


def page_of(member: Member, asked: Asked) -> Found:
    """Return a page of a view."""
    back, edge = asked.before is not None, asked.before or asked.after
    view = "department" if asked.department_id is not None else asked.view
    statement = _page(sight_of(member), view, back=back, further=edge is not None)
    if asked.words:
        hits = hits_of(asked.words, rings_for(member))
        statement = statement.where(*(among(hits, member) if hits else (false(),)))
    given = {"me": member.person_id, "account": member.account_id, "department": asked.department_id}
    if edge is not None:
        given |= {"moment": edge.moment, "key": edge.key, "number": edge.number}
    rows = list(db.session.execute(statement, given))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Found(rows[::-1] if back else rows, more)


COLUMNS = (
    *WORDED,
    Ticket.assignee_name,
    Organisation.key,
    Organisation.name.label("organisation"),
    Department.name_nl.label("department_nl"),
    Department.name_en.label("department_en"),
)
OWED = (FollowUp.due_at.label("owed_at"), FollowUp.owner_name, Rating.reasons)


@cache
def _page(sight: Sight, view: str, *, back: bool, further: bool) -> Any:
    """Build the statement of a page, once: making it costs more than running it. What it is for is bound."""
    statement = _listed(sight, OWED if view == "unhappy" else ())
    moment, row_id, lead = Ticket.due_at, Ticket.id, ()
    if view == "all":
        moment = Ticket.updated_at
    elif view == "unhappy":
        statement, moment, row_id = _owed(statement), FollowUp.due_at, FollowUp.ticket_id
    elif view == "department":
        statement = statement.where(
            Ticket.department_id == bindparam("department", type_=Integer), Ticket.turn == Turn.DESK
        )
    else:
        statement = statement.where(*work_of(Ticket, sight)[view])
        # Ordered by the assignee too where there is none: PostgreSQL walks the index in order only then.
        lead = (Ticket.assignee_id,) if view == "unassigned" else ()
    falling = (view == "all") is not back
    if further:
        statement = statement.where(_beyond(moment, row_id, falling=falling))
    order = [column.desc() if falling else column for column in (*lead, moment, row_id)]
    return statement.order_by(*order).limit(PAGE + 1)


def _listed(sight: Sight, more: tuple[Any, ...]) -> Any:
    # Outer joins: SQLite then always starts at the requests, whose index has the order of the list.
    return (
        select(*COLUMNS, unread_at_desk().label("unread"), *more)
        .select_from(Ticket)
        .outerjoin(Organisation, Organisation.id == Ticket.organisation_id)
        .outerjoin(Department, Department.id == Ticket.department_id)
        .outerjoin(Service, Service.id == Ticket.service_id)
        .outerjoin(ReadMark, my_mark())
        .where(visible(sight))
    )


def _owed(statement: Any) -> Any:
    return (
        statement.join(FollowUp, FollowUp.ticket_id == Ticket.id)
        .join(Rating, and_(Rating.organisation_id == FollowUp.organisation_id, Rating.id == FollowUp.rating_id))
        .where(FollowUp.answered_at.is_(None), first_of_its_request())
    )


def _beyond(moment: Any, row_id: Any, *, falling: bool) -> Any:
    """Return the condition of all behind an edge: page 1,000 costs what page 1 costs."""
    at, same = bindparam("moment", type_=Moment), _id_at_edge()
    if falling:
        return and_(moment <= at, or_(moment < at, row_id < same))
    return and_(moment >= at, or_(moment > at, row_id > same))


def _id_at_edge() -> Any:
    """Select the id behind the reference of an edge: addresses hold no ids, ties are broken by them."""
    return (
        select(AT_EDGE.id)
        .join(Organisation, Organisation.id == AT_EDGE.organisation_id)
        .where(Organisation.key == bindparam("key", type_=Text), AT_EDGE.number == bindparam("number", type_=Integer))
        .correlate(None)
        .scalar_subquery()
    )


def jump(member: Member, key: str, number: int) -> str:
    """Return the reference of a request when the agent handles it; empty when not."""
    found = db.session.execute(
        select(Organisation.key, Ticket.number)
        .join(Organisation, Organisation.id == Ticket.organisation_id)
        .where(Organisation.key == key, Ticket.number == number, visible_to(member))
    ).first()
    return f"{found.key}-{found.number}" if found else ""


def moment_of(row: Any, view: str) -> datetime:
    """Return the moment by which a row stands where it stands in a view."""
    return row.updated_at if view == "all" else row.owed_at if view == "unhappy" else row.due_at
