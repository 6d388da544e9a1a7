"""When somebody of the desk goes: what they had in hand is a colleague's from then on, or everybody's."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid
from tenants.guard import ask
from tenants.organisations import all_organisations, desk_organisations
from tenants.people import desk_people, public_id_at_the_desk
from tenants.permissions import Action
from tenants.roles import Role
from tenants.scope import Scope, inside

from .lifecycle import Turn
from .models import FollowUp, Ring, Ticket
from .named import Known, naming
from .rating import a_lead_but
from .timeline import add_entry


def hand_desk_over(member: Member, leaver_id: int, successor_id: int | None) -> int:
    """Give what an agent who leaves had in hand to a colleague, or to nobody; return how many lie with nobody now.

    Both are ids of accounts. A colleague gets nothing of organisations they do not handle: they could not open it.
    Answers that are owed to the dissatisfied go to a lead. What is finished stays as it is. Raises Invalid for a
    successor who is not at the desk.
    """
    ask(member, Action.ADMINISTER)
    names = dict(desk_people(Role.AGENT, Role.LEAD))
    if successor_id is not None and (successor_id not in names or successor_id == leaver_id):
        raise Invalid("successor", _("Choose somebody of the desk"))
    known = Known(names[successor_id], public_id_at_the_desk(successor_id)) if successor_id is not None else Known()
    handled = set(desk_organisations(successor_id)) if successor_id is not None else set[int]()
    left = 0
    for organisation_id in _where_they_work(member, leaver_id):
        to = successor_id if organisation_id in handled else None
        with inside(Scope.of(organisation_id, member.account_id)):
            given = _give(member, leaver_id, to, known if to is not None else Known())
            _owe(leaver_id, to)
        left += given if to is None else 0
    return left


def in_hand_of(member: Member, leaver_id: int) -> int:
    """Return how many open requests an agent has in hand, for who lets them go; no word of them is told."""
    ask(member, Action.ADMINISTER)
    with inside(Scope(frozenset(all_organisations()), account_id=member.account_id)):
        return db.session.scalar(select(func.count(Ticket.id)).where(*_in_hand(leaver_id))) or 0


def _in_hand(leaver_id: int) -> tuple[Any, ...]:
    return (Ticket.assignee_id == leaver_id, Ticket.turn != Turn.NOBODY)


def _owed_by(leaver_id: int) -> tuple[Any, ...]:
    return (FollowUp.owner_id == leaver_id, FollowUp.answered_at.is_(None))


def _where_they_work(member: Member, leaver_id: int) -> list[int]:
    with inside(Scope(frozenset(all_organisations()), account_id=member.account_id)):
        found = set(db.session.scalars(select(Ticket.organisation_id).where(*_in_hand(leaver_id)).distinct()))
        found |= set(db.session.scalars(select(FollowUp.organisation_id).where(*_owed_by(leaver_id)).distinct()))
    return sorted(found)


def _give(member: Member, leaver_id: int, to: int | None, whom: Known) -> int:
    tickets = db.session.scalars(
        select(Ticket)
        .where(*_in_hand(leaver_id))
        .order_by(Ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for ticket in tickets:
        ticket.assignee_id, ticket.assignee_name = to, whom.name
        add_entry(ticket, "assigned", member, ring=Ring.DESK, **naming(to=whom))
        leave_trail("ticket.assigned", ticket, by=member, to=to)
    db.session.flush()
    return len(tickets)


def _owe(leaver_id: int, to: int | None) -> None:
    leads = dict(desk_people(Role.LEAD))
    owner = (to, leads[to]) if to in leads else a_lead_but(leaver_id)
    owed = select(FollowUp).where(*_owed_by(leaver_id)).order_by(FollowUp.id).with_for_update()
    for follow_up in db.session.scalars(owed.execution_options(populate_existing=True)):
        follow_up.owner_id, follow_up.owner_name = owner
    db.session.flush()
