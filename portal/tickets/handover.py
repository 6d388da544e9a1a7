"""Hand the open requests of somebody who leaves over to a colleague. What happened before stays as it was.

Confidential requests do not go along: who may read those is decided by the people in them, not by who leaves.
"""

from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, select

from portal.drafts.models import Draft
from portal.drafts.queries import oldest
from portal.drafts.rules import files_in
from portal.files.verbs import give_staged
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.guard import ask
from tenants.models import Membership, Person
from tenants.permissions import Action

from .lifecycle import Turn
from .models import Participant, Ticket
from .queries import listed
from .sight import Sight, sight_of
from .telling import tell
from .timeline import add_entry

FEW = 5


def hand_over(member: Member | None, leaver_id: int, successor_id: int) -> int:
    """Let a colleague take the place of who leaves in every open request of theirs; return how many those were.

    Both are ids of persons of the organisation in scope; `member` is None when the worker does it. What was filed
    for the leaver is for the successor from now on; what the leaver filed for others stays theirs, and the
    successor follows it, as they follow what the leaver followed, and write on what the leaver began.
    """
    if member is not None:
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
    _hand_over_watching(member, leaver_id, successor_id)
    _hand_over_drafts(member, leaver_id, successor_id, names[leaver_id])
    return len(open_ones)


def _hand_over_watching(member: Member | None, leaver_id: int, successor_id: int) -> None:
    """Let the successor follow what the leaver followed, in their place."""
    watched = select(Ticket).join(Participant, _takes_part()).where(*_watched_by(leaver_id))
    for ticket in db.session.scalars(watched.order_by(Ticket.id).with_for_update(of=Ticket)).all():
        key = {"organisation_id": ticket.organisation_id, "ticket_id": ticket.id}
        db.session.merge(Participant(**key, person_id=successor_id))
        db.session.delete(db.session.get_one(Participant, {**key, "person_id": leaver_id}))
        leave_trail("ticket.watch_handed_over", ticket, by=member, was=leaver_id, to=successor_id)


def _hand_over_drafts(member: Member | None, leaver_id: int, successor_id: int, name: str) -> None:
    """Give what the leaver began to the successor; what was begun as confidential is nobody else's."""
    account_id = db.session.scalar(select(Membership.account_id).where(Membership.person_id == successor_id))
    if account_id is None:
        return
    for draft in db.session.scalars(select(Draft).where(*_begun_by(leaver_id)).order_by(Draft.id).with_for_update()):
        if _confidential(draft):
            continue
        give_staged(draft.account_id, files_in(draft.answers), account_id)
        draft.person_id, draft.account_id = successor_id, account_id
        draft.given_by, draft.given_at = name, now()
        leave_trail("draft.handed_over", draft, by=member, to=account_id)


def what_moves(person_id: int) -> tuple[int, int]:
    """Return how many requests somebody follows, and how many drafts they began, that go along when they leave."""
    following = select(func.count()).select_from(Ticket).join(Participant, _takes_part())
    drafts = db.session.scalars(select(Draft).where(*_begun_by(person_id)))
    return (
        db.session.scalar(following.where(*_watched_by(person_id))) or 0,
        sum(not _confidential(draft) for draft in drafts),
    )


def _takes_part() -> Any:
    return and_(Participant.organisation_id == Ticket.organisation_id, Participant.ticket_id == Ticket.id)


def _watched_by(person_id: int) -> tuple[Any, ...]:
    theirs = (Participant.person_id == person_id, ~Ticket.concerns(person_id))
    return (*theirs, Ticket.turn != Turn.NOBODY, ~Ticket.confidential)


def _begun_by(person_id: int) -> tuple[Any, ...]:
    return (Draft.person_id == person_id, Draft.deleted_at.is_(None), Draft.updated_at > oldest())


def _confidential(draft: Draft) -> bool:
    return bool(draft.answers.get("confidential"))


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
