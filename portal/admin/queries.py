"""What the service organisation sees of its customers: how many people and requests, never what they are about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from portal.audit.looking_in import have_come, open_look_ins
from portal.catalogue.models import Department, Service, Subscription
from portal.outbox.models import Mail
from portal.tickets.lifecycle import Turn
from portal.tickets.models import Ticket
from tenants.clock import now
from tenants.columns import among
from tenants.context import Member
from tenants.database import db
from tenants.models import Account, Membership, Organisation, Person
from tenants.roles import Role
from tenants.scope import Scope, inside

from .rules import NEW_FOR
from .unmanaged import Unmanaged, unmanaged

PAGE = 25
NOTHING = bindparam("nothing", "", literal_execute=True)  # in the statement, for the partial index


@dataclass(slots=True)
class Customer:
    """An organisation, and what can be counted in it."""

    id: int
    key: str
    name: str
    customer_number: str
    language: str
    version: int
    created_at: datetime
    hold: str  # why nothing of it goes by itself; "" when it may
    services: list[Any] = field(default_factory=list)  # rows of slug, name_nl, name_en
    people: int = 0
    admins: list[str] = field(default_factory=list)  # names of those who can sign in
    invited: list[str] = field(default_factory=list)  # names of those who were invited and have not come
    had_admin: bool = False  # whether anybody ever came who manages it
    open_requests: int = 0
    looked_in: bool = False  # whether who asks has said why they look in
    held: int = 0  # requests that are held
    have_come: int = 0  # members there are to tell of it

    @property
    def closed(self) -> bool:
        """Say whether who asks has still to say why they look in."""
        return self.have_come > 0 and not self.looked_in

    @property
    def is_new(self) -> bool:
        """Say whether it may still be without an admin: it never had one, and has some days to find one."""
        return not self.had_admin and now() - self.created_at < NEW_FOR


def customers(
    member: Member, words: str, after: str = "", before: str = "", only: Collection[int] | None = None
) -> tuple[list[Customer], bool]:
    """Return a page of customers by name, and whether there are more in the direction asked for.

    `words` narrow by name, key and customer number, `only` to these ids; `after` and `before` are the key at the edge.
    """
    statement = _tenants() if only is None else _tenants().where(Organisation.id.in_(only))
    for word in words.split():
        statement = statement.where(_holds(word))
    order = (func.lower(Organisation.name), Organisation.key)
    if edge := after or before:
        name = select(func.lower(Organisation.name)).where(Organisation.key == edge.upper()).scalar_subquery()
        key = Organisation.key
        beyond = (order[0] > name, key > edge.upper()) if after else (order[0] < name, key < edge.upper())
        statement = statement.where(or_(beyond[0], and_(order[0] == name, beyond[1])))
    backwards = bool(before and not after)
    ordered = [column.desc() for column in order] if backwards else order
    rows = [Customer(*row) for row in db.session.execute(statement.order_by(*ordered).limit(PAGE + 1))]
    more, rows = len(rows) > PAGE, rows[:PAGE]
    _count(member, rows)
    return (rows[::-1] if backwards else rows), more


def customer(member: Member, key: str) -> Customer | None:
    """Return one customer; None when there is none with this key."""
    rows = [Customer(*row) for row in db.session.execute(_tenants().where(Organisation.key == key.upper()))]
    _count(member, rows)
    return rows[0] if rows else None


def _tenants() -> Any:
    return select(
        Organisation.id,
        Organisation.key,
        Organisation.name,
        Organisation.customer_number,
        Organisation.language,
        Organisation.version,
        Organisation.created_at,
        Organisation.hold,
    ).where(~Organisation.is_service_organisation)


def _holds(word: str) -> ColumnElement[bool]:
    texts = (Organisation.name, Organisation.key, Organisation.customer_number)
    return or_(*(func.lower(text).contains(word.lower(), autoescape=True) for text in texts))


def _count(member: Member, rows: Sequence[Customer]) -> None:
    """Count inside the organisations of one page, in four statements however many they are."""
    known = {row.id: row for row in rows}
    with inside(Scope(frozenset(known), account_id=member.account_id)):
        for row in db.session.execute(_services_of()):
            known[row.organisation_id].services.append(row)
        for row in db.session.execute(_people_of(member)):
            one = known[row.organisation_id]
            one.people, one.looked_in, one.have_come = row.how_many, row.look_ins > 0, row.have_come
            one.held = row.held
        for row in db.session.execute(_admins_of()):
            if row.organisation_id in known:  # of their own memberships somebody may read those elsewhere too
                one = known[row.organisation_id]
                one.had_admin = one.had_admin or row.joined_at is not None
                if row.counts:
                    (one.admins if row.joined_at else one.invited).append(row.name)
        for row in db.session.execute(_open_requests_of()):
            known[row.organisation_id].open_requests = row.how_many


def _services_of() -> Any:
    return (
        select(Subscription.organisation_id, Service.slug, Service.name_nl, Service.name_en)
        .join(Service, Service.id == Subscription.service_id)
        .order_by(Service.place, Service.id)
    )


def _people_of(member: Member) -> Any:
    here = (Ticket.organisation_id == Person.organisation_id, Ticket.hold != NOTHING)
    held = select(func.count(Ticket.id)).where(*here).correlate(Person).scalar_subquery().label("held")
    counts = (have_come().label("have_come"), open_look_ins(member).label("look_ins"), held)
    return (
        select(Person.organisation_id, func.count().label("how_many"), *counts)
        .where(Person.active)
        .group_by(Person.organisation_id)
    )


def _admins_of() -> Any:
    counts = and_(Membership.active, Account.active)
    return (
        select(Membership.organisation_id, Membership.joined_at, Account.name, counts.label("counts"))
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.roles.like(among(Role.ADMIN)))
        .order_by(Account.name)
    )


def _open_requests_of() -> Any:
    return (
        select(Ticket.organisation_id, func.count().label("how_many"))
        .where(Ticket.turn != Turn.NOBODY)
        .group_by(Ticket.organisation_id)
    )


@dataclass(frozen=True, slots=True)
class Health:
    """What has been set up, and how the mail flows."""

    services: int
    departments: int
    organisations: int
    without_admin: Sequence[Unmanaged]
    oldest_mail: datetime | None  # when the oldest mail that has not left was to leave
    waiting_mails: int
    failed_mails: int


def health() -> Health:
    """Return how far the set-up is, and what the mail does, in three statements."""
    waiting = and_(Mail.sent_at.is_(None), Mail.failed_at.is_(None))
    row = db.session.execute(
        select(
            select(func.count(Service.id)).where(Service.active).scalar_subquery(),
            select(func.count(Department.id)).where(Department.active).scalar_subquery(),
            select(func.count(Organisation.id)).where(~Organisation.is_service_organisation).scalar_subquery(),
            select(func.min(Mail.created_at)).where(waiting).scalar_subquery(),
            select(func.count(Mail.id)).where(waiting).scalar_subquery(),
            select(func.count(Mail.id)).where(Mail.failed_at.is_not(None)).scalar_subquery(),
        )
    ).one()
    return Health(row[0], row[1], row[2], unmanaged(), row[3], row[4], row[5])


def tenant_names() -> list[tuple[str, str]]:
    """Return (key, name) of all customers, by name, as choices."""
    rows = db.session.execute(
        select(Organisation.key, Organisation.name)
        .where(~Organisation.is_service_organisation)
        .order_by(func.lower(Organisation.name), Organisation.key)
    )
    return [(row.key.lower(), row.name) for row in rows]
