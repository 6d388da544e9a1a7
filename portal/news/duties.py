"""What the worker does with news: write the mails of a round, so many at a time."""

from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, select

from portal.outbox.verbs import post_each
from tenants.clock import now
from tenants.columns import among
from tenants.database import db, write_transaction
from tenants.models import Account, Membership
from tenants.organisations import all_organisations
from tenants.roles import Topic
from tenants.scope import Scope, inside

from .audience import readers
from .models import Broadcast, BroadcastRead, BroadcastRound
from .rules import Round

AT_ONCE = 200
"""How many mails one transaction writes: the web requests of others wait for it."""


def mail_rounds() -> int:
    """Write the mails of each round that is due; return how many. What a dead worker left is taken up where it was."""
    with inside(Scope(frozenset(all_organisations()))):
        due = select(BroadcastRound.id).where(BroadcastRound.done_at.is_(None), BroadcastRound.due_at <= now())
        found = list(db.session.scalars(due.order_by(BroadcastRound.due_at)))
        return sum(_mail_round(round_id) for round_id in found)


DUTIES = (mail_rounds,)


def _mail_round(round_id: int) -> int:
    count, more = 0, AT_ONCE
    while more == AT_ONCE:
        with write_transaction():
            more = _some(round_id)
        count += more
    return count


def _some(round_id: int) -> int:
    """Write the next mails of a round; return how many. Who read it already, or does not want it, gets none."""
    one = select(BroadcastRound).where(BroadcastRound.id == round_id, BroadcastRound.done_at.is_(None))
    running = db.session.scalar(one.with_for_update())
    if running is None:
        return 0  # another worker was first
    given = {"broadcast": running.broadcast_id, "reached": running.reached, "limit": AT_ONCE}
    people = list(db.session.execute(_next_readers(running.kind is Round.NEWS), given))
    kind = str(running.kind)
    post_each([(kind, row.organisation_id, row.person_id) for row in people], broadcast_id=running.broadcast_id)
    if people:
        running.reached = people[-1].id
    if len(people) < AT_ONCE:
        running.done_at = now()
    return len(people)


@cache
def _next_readers(who_asked: bool) -> Select[Any]:
    mine = and_(BroadcastRead.broadcast_id == Broadcast.id, BroadcastRead.membership_id == Membership.id)
    statement = (
        readers(Membership.id, Membership.organisation_id, Membership.person_id)
        .outerjoin(BroadcastRead, mine)
        .where(BroadcastRead.acknowledged_at.is_(None), Membership.id > bindparam("reached", type_=Integer))
        .order_by(Membership.id)
        .limit(bindparam("limit", type_=Integer))
    )
    if not who_asked:
        return statement
    return statement.where(Account.muted.not_like(among(Topic.NEWS)), BroadcastRead.read_at.is_(None))
