"""Who read what is private: noted once a day for each person and request, and told in the log by the worker.

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

from .confided_rows import ConfidentialRead, PersonalRead
from .models import Ticket

log = structlog.get_logger()
AT_ONCE = 200
TOLD = {ConfidentialRead: "confidential.read", PersonalRead: "personal.read"}
"""The action in the log for each sort of reading."""
Reading = type[ConfidentialRead] | type[PersonalRead]


def note_confided(member: Member, ticket: Ticket) -> None:
    """Note that a request was read, or a file of it, when it is confidential and another's. In its own transaction."""
    if ticket.confidential and not member.looker and not ticket.concerns(member.person_id):
        _note(ConfidentialRead, member, ticket.id)


def note_confided_file(member: Member, row: Any) -> None:
    """Note the same for a file, as `attachment_for` found it, and that one was opened that holds data of persons."""
    if row.ticket_id is None or member.looker or member.person_id in vars(row)["_parties"]:
        return
    if vars(row)["_confided"]:
        _note(ConfidentialRead, member, row.ticket_id)
    if row.personal and row.account_id != member.account_id:
        _note(PersonalRead, member, row.ticket_id)


def _note(reading: Reading, member: Member, ticket_id: int) -> None:
    day = now().astimezone(UTC).date()
    mine = (reading.ticket_id == ticket_id, reading.account_id == member.account_id, reading.day == day)
    if db.session.scalar(select(reading.day).where(*mine)) is not None:
        return
    values = {"ticket_id": ticket_id, "account_id": member.account_id, "day": day, "at": now()}
    try:
        with write_transaction():
            add_unless_there(reading, values)
    except OperationalError as fault:
        log.error("reading not noted", sort=TOLD[reading], error=type(fault).__name__)


def tell_of_reading() -> int:
    """Write in the logs who read what is private; return how many times."""
    return sum(_tell_all(reading) for reading in TOLD)


def _tell_all(reading: Reading) -> int:
    with inside(Scope(frozenset(all_organisations()))):
        waiting = select(reading.organisation_id, reading.ticket_id, reading.account_id, reading.day)
        waiting = waiting.where(reading.told_at.is_(None)).order_by(reading.at).limit(AT_ONCE)
        found: list[Any] = list(db.session.execute(waiting))
        db.session.rollback()
    for organisation_id, *key in found:
        with inside(organisation_id), write_transaction():
            _tell(reading, organisation_id, *key)
    return len(found)


def _tell(reading: Reading, organisation_id: int, ticket_id: int, account_id: int, day: Any) -> None:
    """Tell of one reading, unless another worker did."""
    same = (reading.ticket_id == ticket_id, reading.account_id == account_id)
    wanted = select(reading).where(*same, reading.day == day, reading.told_at.is_(None))
    row = db.session.scalar(wanted.with_for_update(skip_locked=True))
    if row is None:
        return
    row.told_at = now()
    at, ticket = row.at, db.session.get_one(Ticket, ticket_id)
    number = ticket.number
    db.session.flush()
    by = member_for(account_id, organisation_id) or _of_the_desk(account_id)
    leave_trail(TOLD[reading], db.session.get_one(Ticket, ticket_id), by=by, at=at, number=number)


def _of_the_desk(account_id: int) -> Member | None:
    home = the_service_organisation()
    with inside(Scope.of(home, account_id)):
        return member_for(account_id, home)


DUTIES = (tell_of_reading,)
