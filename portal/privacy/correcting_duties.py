"""What the worker does when a name or number was put right: every copy follows, feature by feature.

A worker that dies leaves the row, and what it did is right already: the next one goes on with what is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import func, select

from tenants.clock import now
from tenants.correcting import Correction
from tenants.database import db, write_transaction
from tenants.models import Account, Person
from tenants.names import folded
from tenants.organisations import all_organisations
from tenants.people import is_service_organisation
from tenants.personal import concerned
from tenants.privacy import Concerned, Correcting, Part, parts
from tenants.scope import Scope, inside

from .erasing import elsewhere

log = structlog.get_logger()
LEASE = timedelta(minutes=10)


def carry_out_corrections() -> int:
    """Put right what copies somebody who is called otherwise since; return how many are done now."""
    with inside(Scope(frozenset(all_organisations()))):
        due = select(Correction.organisation_id, Correction.id).where(Correction.due_at <= now())
        found: list[Any] = list(db.session.execute(due.order_by(Correction.id)))
        db.session.rollback()
    return sum(_tried(organisation_id, correction_id) for organisation_id, correction_id in found)


def _tried(organisation_id: int, correction_id: int) -> bool:
    """Carry one out; what fails is tried again when its lease is over, and the others are carried out."""
    try:
        return _carried_out(organisation_id, correction_id)
    except Exception:
        log.exception("correcting failed", organisation=organisation_id, correction=correction_id)
        db.session.rollback()
        return False


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A correction that a worker has in hand: whose it is, and the name that copies may have."""

    about: Concerned
    was: str
    desk: bool


def _carried_out(organisation_id: int, correction_id: int) -> bool:
    with inside(organisation_id):
        claimed = _claim(correction_id)
        alone = claimed is not None and bool(claimed.about.account_id) and not elsewhere(claimed.about)
    if claimed is None:
        return False
    for place in _places(claimed):
        for part in parts():
            _follow(claimed, place, part, alone=alone)
    with inside(organisation_id), write_transaction():
        row = db.session.get(Correction, correction_id)
        if row is not None:
            db.session.delete(row)
    return True


def _claim(correction_id: int) -> _Claimed | None:
    with write_transaction():
        wanted = select(Correction).where(Correction.id == correction_id).with_for_update()
        row = db.session.scalar(wanted.execution_options(populate_existing=True))
        if row is None or row.due_at > now():
            return None
        row.due_at = now() + LEASE
        about = concerned(row.organisation_id, row.person_id)
        return _Claimed(about, row.was, is_service_organisation(row.organisation_id))


def _places(claimed: _Claimed) -> Iterable[int]:
    """Return where copies may stand: in the organisation; those of somebody of the desk everywhere."""
    home = claimed.about.organisation_id
    return [home, *(one for one in all_organisations() if claimed.desk and one != home)]


def _follow(claimed: _Claimed, place: int, part: Part, *, alone: bool) -> None:
    """Let one feature's copies in one organisation follow, some at a time."""
    more = part.corrects is not None
    while more:
        with inside(claimed.about.organisation_id), write_transaction():
            correcting = _correcting(claimed, alone=alone)
            if correcting is None:
                return
            if place != claimed.about.organisation_id:
                here = replace(claimed.about, organisation_id=place, person_id=0, membership_id=0)
                correcting = replace(correcting, about=here)
            with inside(place):
                more = bool(part.corrects and part.corrects(correcting))


def _correcting(claimed: _Claimed, *, alone: bool) -> Correcting | None:
    """Return what somebody is called now, locked until the copies say so too; None when they were erased meanwhile.

    An account of this organisation alone is called what the directory calls it. One of several is called what its
    owner says: no admin decides about another organisation.
    """
    wanted = select(Person).where(Person.id == claimed.about.person_id).with_for_update()
    person = db.session.scalars(wanted.execution_options(populate_existing=True)).one()
    if person.erased_at is not None:
        return None
    account = db.session.get(Account, claimed.about.account_id) if claimed.about.account_id else None
    if account is not None and alone and account.name != person.name:
        account.name = person.name
    namesakes = select(func.count(Person.id)).where(Person.found_as == folded(claimed.was), Person.id != person.id)
    known = claimed.was != person.name and not db.session.scalar(namesakes)
    return Correcting(
        about=claimed.about,
        name=person.name,
        number=person.personnel_number or "",
        account_name=account.name if account is not None else "",
        was=claimed.was if known else "",
        desk=claimed.desk,
    )


DUTIES = (carry_out_corrections,)
