"""Who is asking, in which organisation: found once for each web request, in one statement.

The address alone decides the organisation. `/<key>/...` acts in that tenant, `/desk` and `/admin` in the
service organisation; other pages know the account only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from flask import g, request
from flask_login import UserMixin
from sqlalchemy import Integer, Text, and_, bindparam, func, literal, select
from sqlalchemy.orm import aliased

from .clock import now
from .database import db
from .deputising import people_in, stands_for
from .duty import due
from .models import Account, Membership, Organisation, Session
from .names import initials
from .organisations import desk_organisations
from .passwords import token_hash
from .permissions import Action, Reach, chosen_sight, permits
from .reading import read
from .roles import DESK_ROLES, Authorisation, Role, Side, labels_in
from .scope import Scope, enter
from .sessions import FRESH, Proof, is_live


@dataclass(frozen=True, slots=True)
class Member:
    """An account acting in one organisation, as it was when this web request or job began."""

    account_id: int
    membership_id: int
    person_id: int
    name: str
    language: str
    organisation_id: int
    organisation_key: str
    organisation_name: str
    roles: frozenset[Role]
    authorisations: frozenset[Authorisation] = frozenset()
    sight: Mapping[str, Reach] = field(default_factory=dict)
    labels: Mapping[Role, str] = field(default_factory=dict)
    theme: str = "system"
    several: bool = False
    customer_number: str = ""
    looker: "Member | None" = None  # the admin who looks as this member; it has no account of its own then
    stands_for: frozenset[int] = frozenset()  # the persons whose deputy they are now
    owes_terms: bool = False
    factor_due: datetime | None = None  # from when they need a second factor
    has_factor: bool = False

    @property
    def must_secure(self) -> bool:
        """Say whether a second factor comes before anything else."""
        return self.asked_for_factor and (self.factor_due or now()) <= now()

    @property
    def asked_for_factor(self) -> bool:
        """Say whether this member is to have a second factor, now or from a date, and has none."""
        return self.factor_due is not None and not self.has_factor and self.looker is None

    @property
    def must_accept(self) -> bool:
        """Say whether the terms of use come before anything else; who looks as somebody accepts nothing for them."""
        return self.owes_terms and self.looker is None

    @property
    def is_desk(self) -> bool:
        """Say whether this is somebody of the service organisation."""
        return bool(self.roles & DESK_ROLES)

    @property
    def side(self) -> Side:
        """Return the side of the counter on which this member acts."""
        return Side.DESK if self.is_desk else Side.CUSTOMER

    @property
    def first_name(self) -> str:
        """Return the name by which the member is greeted."""
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        """Return two letters for the picture."""
        return initials(self.name)


@dataclass(frozen=True, slots=True)
class Look:
    """As whom an admin looks, in which organisation, and until when."""

    key: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Visitor(UserMixin):
    """A browser that is signed in: its account and session, and the member it is here."""

    account_id: int
    session_id: int
    opened_at: datetime
    used_at: datetime
    proved_at: datetime
    name: str
    language: str
    theme: str
    several: bool
    member: Member | None
    look: Look | None = None

    __hash__ = object.__hash__

    @property
    def fresh(self) -> bool:
        """Say whether they showed lately enough who they are."""
        return now() - self.proved_at < FRESH

    @property
    def initials(self) -> str:
        """Return two letters for the picture."""
        return initials(self.name)


def identify(session_name: str) -> Visitor | None:
    """Find who holds the session `account.token`, and their membership where this address leads."""
    account_text, _, token = session_name.partition(".")
    if not account_text.isascii() or not account_text.isdigit() or not token:
        return None
    account_id = int(account_text)
    enter(Scope(account_id=account_id))
    key = g.get("key", "")
    where = "tenant" if key else "desk" if request.path.split("/")[1] in ("desk", "admin") else "nowhere"
    given = {"account": account_id, "token": token_hash(token), "key": key.upper()}
    row: Any = read(_who_is(where), given).first()
    if row is None or not is_live(row.opened_at, row.used_at, row.ended_at, row.replaced_at):
        return None
    member = member_in(row) if row.membership_id and row.organisation_id else None
    if member is not None and row.proof == Proof.PROVIDER:
        member = replace(member, factor_due=None)  # their organisation's own sign-in asked for what it wants
    if member is not None:
        enter(_scope_for(member))
    look = None
    if row.look_key and row.look_until > now():
        look = Look(row.look_key, row.look_name, row.look_until)
        if member is not None and member.organisation_key == look.key:
            member = _looked(row, member) or member
            look = look if member.looker else None
        db.session().info["looking"] = look is not None
    return Visitor(
        account_id=account_id,
        session_id=row.session_id,
        opened_at=row.opened_at,
        used_at=row.used_at,
        proved_at=row.proved_at,
        name=row.name,
        language=row.language,
        theme=row.theme,
        several=row.memberships > 1,
        member=member,
        look=look,
    )


def _looked(row: Any, admin: Member) -> Member | None:
    """Return whom an admin looks as: without an account, so that nothing of anybody's own is found for it.

    None when either of them may not any more.
    """
    if not permits(admin, Action.MANAGE_MEMBERS):
        return None
    if row.look_role:
        roles = frozenset({Role.EMPLOYEE, Role(row.look_role)})
        nobody = {"account_id": 0, "membership_id": 0, "person_id": 0, "name": row.look_name}
        target = replace(admin, **nobody, roles=roles, authorisations=frozenset())
    else:
        found = db.session.execute(
            select(*MEMBER_COLUMNS, literal(1).label("memberships"))
            .select_from(Account)
            .join(Membership, and_(Membership.account_id == Account.id, *in_force(Membership)))
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .where(Membership.id == row.look_membership_id, Organisation.id == admin.organisation_id, Account.active)
        ).first()
        if found is None:
            return None
        target = replace(member_in(found), account_id=0, language=admin.language, theme=admin.theme)
    enter(Scope.of(admin.organisation_id))
    return replace(target, several=False, looker=admin)


def memberships_of(account_id: int) -> list[tuple[str, str, str]]:
    """Return key, name and door (see `_door`) of all organisations in which an account finds something to do."""
    places = (
        (one.organisation_key.upper(), one.organisation_name, _door(one)) for one in _members(Account.id == account_id)
    )
    return [(key, name, door) for key, name, door in places if door is not None]


def _members(*which: Any) -> list[Member]:
    rows = db.session.execute(
        select(*MEMBER_COLUMNS, literal(1).label("memberships"))
        .select_from(Account)
        .join(Membership, and_(Membership.account_id == Account.id, *in_force(Membership)))
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(*which)
        .order_by(Organisation.name)
    )
    return [member_in(row) for row in rows]


def only_place_of(account_id: int) -> Member | None:
    """Return an account as a member of the one organisation in which it finds something to do.

    None when it has several, or works at the desk.
    """
    places = [member for member in _members(Account.id == account_id) if _door(member) is not None]
    return places[0] if len(places) == 1 and _door(places[0]) == "" else None


def _door(member: Member) -> str | None:
    """Return where a member works: `desk`, `admin`, "" for the pages of the organisation, None for nowhere."""
    doors = ((Action.WORK, "desk"), (Action.ADMINISTER, "admin"), (Action.SEE, ""))
    return next((door for action, door in doors if permits(member, action)), None)


def member_for(account_id: int, organisation_id: int) -> Member | None:
    """Return an account as a member of an organisation, for work outside a web request; None if it is not."""
    found = _members(Account.id == account_id, Account.active, Organisation.id == organisation_id)
    return found[0] if found else None


def members_of(account_id: int) -> list[Member]:
    """Return an account as each member it is, for work outside a web request; enter its own scope first."""
    return _members(Account.id == account_id, Account.active)


MEMBER_COLUMNS = (
    Account.id.label("account_id"),
    Account.name,
    Account.language,
    Account.theme,
    Membership.id.label("membership_id"),
    Membership.person_id,
    Membership.roles,
    Membership.authorisations,
    Organisation.id.label("organisation_id"),
    Organisation.key.label("organisation_key"),
    Organisation.name.label("organisation_name"),
    Organisation.customer_number,
    Organisation.employees_see,
    Organisation.employees_report,
    Organisation.managers_see,
    Organisation.role_labels,
    Organisation.terms_version,
    Organisation.factor_roles,
    Organisation.factor_from,
    Membership.terms_accepted,
    Membership.joined_at,
    Account.second_factor,
    stands_for(Membership),
)


@cache
def _who_is(where: str):
    """Build the one statement that finds who asks; where is tenant, desk or nowhere in particular."""
    account_id, others = bindparam("account", type_=Integer), aliased(Membership)
    how_many = select(func.count(others.id)).where(others.account_id == account_id, *in_force(others)).scalar_subquery()
    organisation = {
        "tenant": and_(Organisation.key == bindparam("key", type_=Text), ~Organisation.is_service_organisation),
        "desk": Organisation.is_service_organisation.is_(True),
        "nowhere": Organisation.id.is_(None),
    }[where]
    here = and_(
        Membership.account_id == Account.id,
        Membership.organisation_id == Organisation.id,
        *in_force(Membership),
    )
    return (
        select(
            Session.id.label("session_id"),
            Session.created_at.label("opened_at"),
            Session.used_at,
            Session.proved_at,
            Session.ended_at,
            Session.proof,
            Session.replaced_at,
            Session.look_key,
            Session.look_name,
            Session.look_membership_id,
            Session.look_role,
            Session.look_until,
            how_many.label("memberships"),
            *MEMBER_COLUMNS,
        )
        .select_from(Session)
        .join(Account, Account.id == Session.account_id)
        .outerjoin(Organisation, organisation)
        .outerjoin(Membership, here)
        .where(Session.token_hash == bindparam("token", type_=Text), Account.id == account_id, Account.active)
    )


def in_force(membership):
    """Return the conditions under which a membership counts: active, and accepted by its account."""
    return (membership.active, membership.joined_at.is_not(None))


def member_in(row: Any) -> Member:
    """Return the member whose `MEMBER_COLUMNS` a row holds."""
    return Member(
        account_id=row.account_id,
        membership_id=row.membership_id,
        person_id=row.person_id,
        name=row.name,
        language=row.language,
        organisation_id=row.organisation_id,
        organisation_key=row.organisation_key.lower(),
        organisation_name=row.organisation_name,
        customer_number=row.customer_number,
        roles=row.roles,
        authorisations=row.authorisations,
        sight=chosen_sight(row.employees_see, row.managers_see, row.employees_report),
        labels=labels_in(row.role_labels),
        theme=row.theme,
        several=row.memberships > 1,
        owes_terms=row.terms_version > row.terms_accepted,
        factor_due=due(row.roles, row.joined_at, row.factor_roles, row.factor_from),
        has_factor=row.second_factor,
        stands_for=people_in(row.stands_for),
    )


def _scope_for(member: Member) -> Scope:
    if not permits(member, Action.WORK):
        return Scope.of(member.organisation_id, member.account_id)
    handled = desk_organisations(member.account_id)
    return Scope(frozenset(handled) | {member.organisation_id}, account_id=member.account_id)


def open_at_desk(member: Member, organisation_id: int) -> None:
    """Narrow an agent's scope to the organisation of the request they open, and the desk's own people."""
    enter(Scope(frozenset({organisation_id, member.organisation_id}), organisation_id, member.account_id))
