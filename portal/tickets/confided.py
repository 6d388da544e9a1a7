"""Who read what is confidential: noted once a day for each person and request, and told in the log by the worker.

Opening a page writes bookkeeping only; the trail is written by the duty. Whoever filed the request and whom it is for
read their own, and that is not noted.
"""

from datetime import UTC
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member, member_for
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations, the_service_organisation
from tenants.scope import Scope, inside
from tenants.writing import add_unless_there

from .confided_rows import ConfidentialRead
from .models import Ticket

log = structlog.get_logger()
AT_ONCE = 200


def note_confided(member: Member, ticket: Ticket) -> None:
    """Note that a request was read, or a file of it, when it is confidential and another's. In its own transaction."""
    if ticket.confidential and not member.looker and not ticket.concerns(member.person_id):
        _note(member, ticket.id)


def note_confided_file(member: Member, row: Any) -> None:
    """Note the same for a file, as `attachment_for` found it."""
    if vars(row).get("_confided") and not member.looker and member.person_id not in vars(row)["_parties"]:
        _note(member, row.ticket_id)


def _note(member: Member, ticket_id: int) -> None:
    day = now().astimezone(UTC).date()
    mine = (
        ConfidentialRead.ticket_id == ticket_id,
        ConfidentialRead.account_id == member.account_id,
        ConfidentialRead.day == day,
    )
    if db.session.scalar(select(ConfidentialRead.day).where(*mine)) is not None:
        return
    values = {"ticket_id": ticket_id, "account_id": member.account_id, "day": day, "at": now()}
    try:
        with write_transaction():
            add_unless_there(ConfidentialRead, values)
    except OperationalError as fault:
        log.error("reading of a confidential request not noted", error=type(fault).__name__)


def tell_of_reading() -> int:
    """Write in the logs who read what is confidential; return how many times."""
    with inside(Scope(frozenset(all_organisations()))):
        waiting = select(ConfidentialRead.organisation_id, ConfidentialRead.ticket_id, ConfidentialRead.account_id)
        waiting = waiting.add_columns(ConfidentialRead.day).where(ConfidentialRead.told_at.is_(None))
        found: list[Any] = list(db.session.execute(waiting.order_by(ConfidentialRead.at).limit(AT_ONCE)))
        db.session.rollback()
    for organisation_id, *key in found:
        with inside(organisation_id), write_transaction():
            _tell(organisation_id, *key)
    return len(found)


def _tell(organisation_id: int, ticket_id: int, account_id: int, day: Any) -> None:
    """Tell of one reading, unless another worker did."""
    same = (ConfidentialRead.ticket_id == ticket_id, ConfidentialRead.account_id == account_id)
    wanted = select(ConfidentialRead).where(*same, ConfidentialRead.day == day, ConfidentialRead.told_at.is_(None))
    row = db.session.scalar(wanted.with_for_update(skip_locked=True))
    if row is None:
        return
    row.told_at = now()
    at, ticket = row.at, db.session.get_one(Ticket, ticket_id)
    number = ticket.number
    db.session.flush()
    by = member_for(account_id, organisation_id) or _of_the_desk(account_id)
    leave_trail("confidential.read", db.session.get_one(Ticket, ticket_id), by=by, at=at, number=number)


def _of_the_desk(account_id: int) -> Member | None:
    home = the_service_organisation()
    with inside(Scope.of(home, account_id)):
        return member_for(account_id, home)


DUTIES = (tell_of_reading,)
