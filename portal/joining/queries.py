"""Those who ask to join, as the admins of their organisation read of them."""

from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import func, select, tuple_

from portal.tickets.wording import Pill
from portal.web.around import beyond, one_page
from portal.web.language import Said, said
from tenants.asker_rows import Asker, State
from tenants.context import Member
from tenants.database import db
from tenants.models import Account
from tenants.passwords import is_handle

from .wording import state_label

PAGE = 25
ORDER = (Asker.asked_at, Asker.handle)
DECIDED = (Asker.decided_at, Asker.handle)


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody who asks, as a page shows them."""

    handle: str
    name: str
    email: str
    words: str
    since: Said


def page_of_askers(member: Member, after: str = "", before: str = "") -> tuple[list[Shown], bool]:
    """Return who waits longest first, beyond the one with a handle, and whether there are more that way."""
    place = _edge(member, before or after)
    wanted = beyond(select(Asker).where(*_waiting(member)), ORDER, place if after else None, place if before else None)
    return one_page(
        [asker_shown(row) for row in db.session.scalars(wanted.limit(PAGE + 1))], PAGE, backwards=bool(before)
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """Somebody who was answered: what became of it, by whom ("" for nobody) and when."""

    handle: str
    name: str
    email: str
    label: Pill
    who: str
    at: Said


def page_of_decided(member: Member, after: str = "", before: str = "") -> tuple[list[Decided], bool]:
    """Return who was answered, the latest first, beyond the one with a handle, and whether there are more that way."""
    columns = (Asker.handle, Asker.name, Asker.email, Asker.state, Asker.decided_at, Account.name.label("who"))
    wanted = select(*columns).outerjoin(Account, Account.id == Asker.decided_by)
    wanted = wanted.where(Asker.organisation_id == member.organisation_id, Asker.decided_at.is_not(None))
    here = (Asker.organisation_id == member.organisation_id, Asker.handle == (before or after))
    place = select(*DECIDED).where(*here).scalar_subquery()
    if before:
        wanted = wanted.where(tuple_(*DECIDED) > place).order_by(*DECIDED)
    else:
        wanted = wanted.where(tuple_(*DECIDED) < place) if after else wanted
        wanted = wanted.order_by(*(part.desc() for part in DECIDED))
    rows = [
        Decided(row.handle, row.name, row.email, state_label(row.state), row.who or "", said(row.decided_at))
        for row in db.session.execute(wanted.limit(PAGE + 1))
    ]
    return one_page(rows, PAGE, backwards=bool(before))


def asker_shown(row: Asker) -> Shown:
    """Return a row as a page shows it."""
    return Shown(row.handle, row.name, row.email, row.words, said(row.asked_at))


def askers_waiting() -> int:
    """Return how many people wait for the admin of this page."""
    member: Member | None = g.get("member")
    if member is None:
        return 0
    return db.session.scalar(select(func.count(Asker.id)).where(*_waiting(member))) or 0


def decided_by(row: Asker) -> str:
    """Return the name of the admin who decided."""
    return db.session.scalar(select(Account.name).where(Account.id == row.decided_by)) or ""


def edge_of(text: str) -> str:
    """Return what may stand at the edge of a page; "" for anything else."""
    return text if is_handle(text) else ""


def _waiting(member: Member) -> tuple[Any, ...]:
    return (Asker.organisation_id == member.organisation_id, Asker.state == State.WAITING)


def _edge(member: Member, handle: str) -> Any:
    """Return the place of somebody in the order of the list, as a subquery of two columns."""
    here = (Asker.organisation_id == member.organisation_id, Asker.handle == handle)
    return select(*ORDER).where(*here).scalar_subquery()
