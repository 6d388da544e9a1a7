"""Who signed in, and who tried to: told in the log of each organisation of the account, and to its owner.

At sign-in there is one row, the same for every address: what the log needs is looked up by the worker, so that no
answer takes longer for an address that somebody has.
"""

from flask import request
from sqlalchemy import delete, select

from portal.trail.verbs import leave_trail
from tenants.context import member_for
from tenants.database import db, write_transaction
from tenants.everywhere import counts_in, membership_here
from tenants.scope import enter, inside

from . import history
from .models import SignInAttempt

REFUSED = {history.WORK_WANTED: "member.refused password"}
"""How the log calls a refusal that was for something else than a wrong password, by how somebody tried."""
AT_ONCE = 200  # tries that one round tells of


def note_attempt(account_id: int | None, came_in: bool, network: str, how: str = "password") -> None:
    """Note that a password was tried for an account, or for an address that is nobody's (None).

    `how` is a word of `history.HOW`: with a passkey, for one, an account comes in too.
    """
    agent = request.user_agent.string[:300]
    db.session.add(SignInAttempt(account_id=account_id, came_in=came_in, network=network, how=how, user_agent=agent))


def tell_attempts() -> int:
    """Write in the logs who signed in and who was refused; return how many tries there were."""
    ids = list(db.session.scalars(select(SignInAttempt.id).order_by(SignInAttempt.id).limit(AT_ONCE)))
    for attempt_id in ids:
        with write_transaction():
            _tell(attempt_id)
        enter(None)
    return len(ids)


def _tell(attempt_id: int) -> None:
    """Tell of one try, unless another worker is telling or has told of it."""
    mine = SignInAttempt.id == attempt_id
    row = db.session.scalar(select(SignInAttempt).where(mine).with_for_update(skip_locked=True))
    if row is None:
        return
    account_id, came_in, network, at = row.account_id, row.came_in, row.network, row.at
    how, user_agent = row.how, row.user_agent
    db.session.execute(delete(SignInAttempt).where(mine), execution_options={"synchronize_session": False})
    if account_id is None:
        return
    history.keep(account_id, came_in, how, network, user_agent, at)
    for organisation_id in counts_in(account_id):
        with inside(organisation_id):
            by = member_for(account_id, organisation_id) if came_in else None
            action = "member.signed in" if came_in else REFUSED.get(how, "member.refused")
            membership = membership_here(account_id, organisation_id)
            if came_in and (membership.seen_at is None or membership.seen_at < at):
                membership.seen_at = at  # who signs in and leaves within minutes was here too
            leave_trail(action, membership, by=by, at=at, network=network)
            db.session.flush()


DUTIES = (tell_attempts,)
