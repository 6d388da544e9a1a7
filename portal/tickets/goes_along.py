"""What of somebody's work goes along when it is handed over: read by the pages that ask, and by the verb that does it.

Confidential requests do not go along: who may read those is decided by the people in them. Not even their number is
told.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, func, or_, select

from portal.drafts.models import Draft
from portal.drafts.queries import oldest
from tenants.context import Member
from tenants.database import db

from .lifecycle import Turn
from .models import Participant, Ticket
from .queries import listed
from .sight import Sight, sight_of, visible_to

FEW = 5

Chosen = Collection[int] | None
"""Numbers of requests; None for all there are."""


def going_along(person_id: Any, chosen: Chosen = None) -> tuple[Any, ...]:
    """Return the conditions of the open requests that are somebody's to hand over.

    Those for them, and those they filed for others and still hear of: of what was taken over, or handed over
    before, somebody else takes care.
    """
    hears = exists().where(_takes_part(), Participant.person_id == person_id, Participant.told)
    theirs = or_(Ticket.filed_for_id == person_id, and_(Ticket.filed_by_id == person_id, hears))
    ticked = () if chosen is None else (Ticket.number.in_(chosen),)
    return (Ticket.turn != Turn.NOBODY, Ticket.concerns(person_id), theirs, ~Ticket.confidential, *ticked)


def open_requests_of(member: Member, person_id: int, most: int = FEW) -> tuple[list[Any], int]:
    """Return the newest open requests of a person, at most so many, and how many go along when handed over.

    Only what `member` may see.
    """
    return _counted(member, person_id, _open_ones(sight_of(member), most))


def chosen_requests_of(member: Member, person_id: int, chosen: Chosen, most: int) -> tuple[list[Any], int]:
    """Return the same of those that were chosen: what was closed or handed over since is not among them."""
    if chosen is None:
        return open_requests_of(member, person_id, most)
    statement = _open_ones(sight_of(member), most).where(Ticket.number.in_(chosen))
    return _counted(member, person_id, statement)


def how_many_seen(colleague: Member, person_id: int, chosen: Chosen) -> int:
    """Return how many of the requests that would be handed over a colleague sees already."""
    seen = select(func.count(Ticket.id)).where(*going_along(person_id, chosen), visible_to(colleague))
    return db.session.scalar(seen) or 0


def _counted(member: Member, person_id: int, statement: Any) -> tuple[list[Any], int]:
    given = {"me": member.person_id, "account": member.account_id, "person": person_id}
    rows = list(db.session.execute(statement, given))
    return rows, rows[0].every if rows else 0


@cache
def _open_ones(sight: Sight, most: int) -> Any:
    return (
        listed(sight)
        .add_columns(func.count().over().label("every"))
        .where(*going_along(bindparam("person", type_=Integer)))
        .order_by(Ticket.updated_at.desc(), Ticket.number.desc())
        .limit(most)
    )


def what_moves(person_id: int) -> tuple[int, int]:
    """Return how many requests somebody follows, and how many drafts they began, that go along when they leave."""
    following = select(func.count()).select_from(Ticket).join(Participant, _takes_part())
    drafts = db.session.scalars(select(Draft).where(*begun_by(person_id)))
    return (
        db.session.scalar(following.where(*_watched_by(person_id))) or 0,
        sum(not is_confidential(draft) for draft in drafts),
    )


def watched_by(person_id: int) -> Any:
    """Return the select of the open requests of others that somebody follows."""
    return select(Ticket).join(Participant, _takes_part()).where(*_watched_by(person_id))


def _takes_part() -> Any:
    return and_(Participant.organisation_id == Ticket.organisation_id, Participant.ticket_id == Ticket.id)


def _watched_by(person_id: int) -> tuple[Any, ...]:
    theirs = (Participant.person_id == person_id, ~Ticket.concerns(person_id))
    return (*theirs, Ticket.turn != Turn.NOBODY, ~Ticket.confidential)


def begun_by(person_id: int) -> tuple[Any, ...]:
    """Return the conditions of the drafts that somebody began."""
    return (Draft.person_id == person_id, Draft.deleted_at.is_(None), Draft.updated_at > oldest())


def is_confidential(draft: Draft) -> bool:
    """Say whether a draft was begun as confidential."""
    return bool(draft.answers.get("confidential"))
