"""What goes when somebody is erased, counted before; and how far it is when it is on its way."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from portal.drafts.models import Draft
from portal.files.models import Attachment
from portal.tickets.models import Entry, Rating, Ticket
from tenants.context import Member
from tenants.database import db
from tenants.models import Membership, Person
from tenants.personal import concerned
from tenants.roles import Side

from .erasing import elsewhere
from .models import Erasure


@dataclass(frozen=True, slots=True)
class Goes:
    """How much there is of somebody. `handle` is that of their membership, "" without one."""

    filed: int
    named: int
    written: int
    files: int
    drafts: int
    ratings: int
    elsewhere: bool
    handle: str


def what_goes(member: Member, person: Person) -> Goes:
    """Count what is kept of somebody, in one statement."""
    about = concerned(member.organisation_id, person.id)
    account_id = about.account_id
    mine = (Entry.author_id == account_id, Entry.side == Side.CUSTOMER, Entry.body != "")
    row = db.session.execute(
        select(
            _count(Ticket.id, Ticket.filed_by_id == person.id),
            _count(Ticket.id, Ticket.filed_for_id == person.id, Ticket.filed_by_id != person.id),
            _count(Entry.id, *mine),
            _count(Attachment.id, Attachment.account_id == account_id),
            _count(Draft.id, Draft.account_id == account_id),
            _count(Rating.id, Rating.person_id == person.id),
            select(Membership.handle).where(Membership.id == about.membership_id).scalar_subquery(),
        )
    ).one()
    counts: tuple[Any, ...] = tuple(row)
    return Goes(*counts[:6], elsewhere=elsewhere(about), handle=counts[6] or "")


def _count(column: Any, *which: Any) -> Any:
    return select(func.count(column)).where(*which).scalar_subquery()


def erasure_of(person: Person) -> Erasure | None:
    """Return the erasure of somebody."""
    return db.session.scalar(select(Erasure).where(Erasure.person_id == person.id))
