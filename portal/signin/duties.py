"""What the worker does for people who forgot their password."""

from portal.outbox.verbs import post
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.joining import renew_for
from tenants.models import Membership
from tenants.recovery import answer, forget_old_recoveries, old_recoveries, waiting_recoveries
from tenants.scope import enter


def answer_recoveries() -> int:
    """Write the mail for each new password that was asked for; return how many mails.

    Who was invited and has not come yet gets a new invitation instead.
    """
    count = 0
    for recovery_id in waiting_recoveries():
        with write_transaction():
            known = answer(recovery_id)
            if known is not None and known.invited:
                membership = db.session.get_one(Membership, known.membership_id)
                renew_for(membership, known.organisation_key)
            elif known is not None:
                post("recovery", known.organisation_id, known.person_id)
            count += known is not None
        enter(None)
    return count


def tidy_recoveries() -> None:
    """Forget what was asked for long ago."""
    if old_recoveries(now()):
        with write_transaction():
            forget_old_recoveries()


DUTIES = (tidy_recoveries,)
