"""Hand the open requests of somebody who leaves over to a colleague. What happened before stays as it was.

Confidential requests do not go along: who may read those is decided by the people in them, not by who leaves.
"""

from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from portal.trail.verbs import leave_trail
from tenants.context import Member
from tenants.database import db
from tenants.guard import ask
from tenants.models import Person
from tenants.permissions import Action

from .lifecycle import Turn
from .models import Participant, Ticket
from .queries import listed
from .sight import Sight, sight_of
from .telling import tell
from .timeline import add_entry

FEW = 5


def hand_over(member: Member, leaver_id: int, successor_id: int) -> int:
    """Let a colleague take the place of who leaves in every open request of theirs; return how many those were.

    Both are ids of persons of the organisation in scope. What was filed for the leaver is for the successor from
    now on; what the leaver filed for others stays theirs, and the successor follows it.
    """
    ask(member, Action.MANAGE_MEMBERS)
    names = {
        row.id: row.name
        for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_((leaver_id, successor_id))))
    }
    open_ones = db.session.scalars(
        select(Ticket)
        .where(Ticket.turn != Turn.NOBODY, Ticket.concerns(leaver_id), ~Ticket.confidential)
        .order_by(Ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for ticket in open_ones:
        if ticket.filed_for_id == leaver_id:
            ticket.filed_for_id, ticket.filed_for_name = successor_id, names[successor_id]
        db.session.merge(
            Participant(organisation_id=ticket.organisation_id, ticket_id=ticket.id, person_id=successor_id)
        )
        entry = add_entry(ticket, "handed over", member, was=names[leaver_id], to=names[successor_id])
        leave_trail("ticket.handed_over", ticket, by=member, was=leaver_id, to=successor_id)
        tell("handed over", ticket, [successor_id], entry)
    return len(open_ones)


def open_requests_of(member: Member, person_id: int) -> tuple[list[Any], int]:
    """Return the newest open requests filed by or for a person, and how many go along when they leave.

    Only what `member` may see, and nothing of confidential ones: not even their number.
    """
    given = {"me": member.person_id, "account": member.account_id, "person": person_id}
    rows = list(db.session.execute(_open_ones(sight_of(member)), given))
    return rows, rows[0].every if rows else 0


@cache
def _open_ones(sight: Sight) -> Any:
    person = bindparam("person", type_=Integer)
    return (
        listed(sight)
        .add_columns(func.count().over().label("every"))
        .where(Ticket.turn != Turn.NOBODY, Ticket.concerns(person), ~Ticket.confidential)
        .order_by(Ticket.updated_at.desc(), Ticket.number.desc())
        .limit(FEW)
    )
