"""What the desk reads of one request: the request itself, its people, how it was judged, who it can be given to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from portal.catalogue.models import Department, Service
from portal.drafts.models import ReplyDraft
from portal.drafts.queries import oldest
from portal.drafts.replies import begun_by_me
from portal.outbox.models import Mail
from portal.outbox.verbs import not_arriving
from portal.tickets.models import Entry, FollowUp, Rating, ReadMark, Resolution, Ring, Ticket
from portal.tickets.reading import my_mark, unread_at_desk
from portal.tickets.sight import Sight, distance, sight_of, visible
from tenants.context import Member, in_force, open_at_desk
from tenants.database import db
from tenants.deputising import in_force_now
from tenants.errors import NotFound
from tenants.models import Account, Deputy, Membership, Organisation, Person
from tenants.permissions import Reach
from tenants.roles import Role
from tenants.scope import enter, scope_of

from .rules import Colleague, reference_in


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request lies: the organisation, and its number there."""

    organisation_id: int
    key: str
    number: int

    @property
    def reference(self) -> str:
        """Return what people call it."""
        return f"{self.key}-{self.number}"


def place_of(reference: str) -> Place:
    """Find the organisation of a reference. Raises NotFound for what no request is called, or is not this agent's."""
    named = reference_in(reference)
    scope = scope_of(db.session())
    if named is None or scope is None:
        raise NotFound
    key, number = named
    organisation_id = db.session.scalar(
        select(Organisation.id).where(
            Organisation.key == key, ~Organisation.is_service_organisation, Organisation.id.in_(scope.organisations)
        )
    )
    if organisation_id is None:
        raise NotFound
    return Place(organisation_id, key, number)


@contextmanager
def opened(member: Member, organisation_id: int) -> Iterator[None]:
    """Narrow the scope to one organisation (and the desk's people) for the length of the block."""
    wide = scope_of(db.session())
    open_at_desk(member, organisation_id)
    try:
        yield
    finally:
        enter(wide)


@dataclass(frozen=True, slots=True)
class Held:
    """A request with the organisation it is of, where it lies, and the number of the one it follows up.

    `news` says whether it holds something new for the agent who has it; `unreached` are the people whom mail
    about it does not reach, by name.
    """

    ticket: Ticket
    organisation: Organisation
    service: Service
    department: Department
    follows: int | None
    news: bool
    unreached: list[str]
    drafts: dict[str, ReplyDraft | None]  # what the agent is about to say: `reply`, `note`

    @property
    def reference(self) -> str:
        """Return what people call it."""
        return f"{self.organisation.key}-{self.ticket.number}"


def held(member: Member, reference: str) -> Held:
    """Load a request by its reference within the agent's scope. Raises NotFound alike for all that is not there."""
    named = reference_in(reference)
    if named is None:
        raise NotFound
    given = {"me": member.person_id, "account": member.account_id, "key": named[0], "number": named[1]}
    given |= {"oldest": oldest()}
    row = db.session.execute(_held(sight_of(member)), given).first()
    if row is None:
        raise NotFound
    *known, far, news, unreached, reply, note = tuple(row)
    ticket: Ticket = known[0]
    ticket.measured(member, Reach(far))
    names: list[str] = sorted({*(unreached or "").splitlines()})
    return Held(*known, news=news, unreached=names, drafts={"reply": reply, "note": note})


@cache
def _held(sight: Sight) -> Any:
    before, reply, note = aliased(Ticket), aliased(ReplyDraft), aliased(ReplyDraft)
    return (
        select(
            *(Ticket, Organisation, Service, Department, before.number),
            *(distance(sight), unread_at_desk(), _unreached(), reply, note),
        )
        .join(Organisation, Organisation.id == Ticket.organisation_id)
        .join(Service, Service.id == Ticket.service_id)
        .join(Department, Department.id == Ticket.department_id)
        .outerjoin(before, and_(before.organisation_id == Ticket.organisation_id, before.id == Ticket.follows_id))
        .outerjoin(ReadMark, my_mark())
        .outerjoin(reply, begun_by_me(reply, Ticket, Ring.SHARED))
        .outerjoin(note, begun_by_me(note, Ticket, Ring.DESK))
        .where(
            Organisation.key == bindparam("key", type_=Text),
            ~Organisation.is_service_organisation,
            Ticket.number == bindparam("number", type_=Integer),
            visible(sight),
        )
    )


def _unreached() -> Any:
    return (
        select(func.aggregate_strings(Person.name, "\n"))
        .join(Mail, and_(Mail.organisation_id == Person.organisation_id, Mail.person_id == Person.id))
        .where(Mail.organisation_id == Ticket.organisation_id, Mail.ticket_id == Ticket.id, not_arriving())
        .correlate(Ticket)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What one person said of one resolution, and the answer they are owed when they were dissatisfied."""

    rating: Rating
    follow_up: FollowUp | None
    name: str
    resolution: int  # which of the resolutions, counted from 1


def judgements(ticket: Ticket) -> list[Judged]:
    """Return how people judged a request, oldest first."""
    rows = db.session.execute(
        select(Rating, FollowUp, Person.name, Resolution.number)
        .join(Person, and_(Person.organisation_id == Rating.organisation_id, Person.id == Rating.person_id))
        .join(
            Resolution,
            and_(Resolution.organisation_id == Rating.organisation_id, Resolution.id == Rating.resolution_id),
        )
        .outerjoin(FollowUp, and_(FollowUp.organisation_id == Rating.organisation_id, FollowUp.rating_id == Rating.id))
        .where(Rating.ticket_id == ticket.id)
        .order_by(Rating.id)
    )
    return [Judged(*row) for row in rows]


def colleagues(member: Member) -> list[Colleague]:
    """Return everybody at the desk who handles requests, in one statement."""
    rows = db.session.execute(_desk(), {"home": member.organisation_id})
    return [
        Colleague(row.id, row.name, row.away_until, row.deputy or "")
        for row in rows
        if row.roles & {Role.AGENT, Role.LEAD}
    ]


@cache
def _desk() -> Any:
    home = bindparam("home", type_=Integer)
    return (
        select(
            Account.id, Account.name, Membership.roles, Deputy.ends_at.label("away_until"), Person.name.label("deputy")
        )
        .select_from(Account)
        .join(Membership, Membership.account_id == Account.id)
        .outerjoin(
            Deputy,
            and_(
                Deputy.organisation_id == Membership.organisation_id,
                Deputy.absent_id == Membership.person_id,
                *in_force_now(),
            ),
        )
        .outerjoin(Person, and_(Person.organisation_id == Deputy.organisation_id, Person.id == Deputy.person_id))
        .where(Membership.organisation_id == home, *in_force(Membership), Account.active)
    )


def newer_than(ticket: Ticket, seen: int, member: Member) -> list[Entry]:
    """Return what others added to a request, readable by the customer, after its first `seen` entries."""
    return list(
        db.session.scalars(
            select(Entry)
            .where(
                Entry.ticket_id == ticket.id,
                Entry.ring == Ring.SHARED,
                Entry.number > seen,
                Entry.author_id.is_distinct_from(member.account_id),
            )
            .order_by(Entry.number)
        )
    )
