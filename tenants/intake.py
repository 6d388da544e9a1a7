"""Many people at once: bring a directory in step with a list, in one transaction. For an organisation's admins.

What the list means is decided elsewhere, from `everybody.py`; here it becomes rows, with the rules that hold for one
person at a time: tenant roles only, an account elsewhere stays as it is, the acting admin stays one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select, update

from .clock import now
from .context import Member
from .database import db
from .errors import Forbidden
from .invitations import Inviter, first_invitations
from .models import Account, Invitation, Membership, Person, Session, Unit
from .roles import TENANT_ROLES, Authorisation, Role
from .signals import tell

T = TypeVar("T")
TOGETHER = 500  # rows that are asked about in one statement


class Turn(StrEnum):
    """What happens to somebody's account."""

    STAY = ""
    INVITE = "invite"
    LET_IN = "let in"
    PUT_OUT = "put out"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody as a list wants them. `ref` is the id of a person, or below 0 for who is new.

    `unit` and `manager` refer likewise; 0 is none.
    """

    ref: int
    name: str
    email: str
    number: str
    unit: int
    manager: int
    kind: str
    active: bool
    roles: frozenset[Role]
    rights: frozenset[Authorisation]
    turn: Turn = Turn.STAY
    language: str = ""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to make; `ref` is below 0, `within` is 0, the id of a unit, or the `ref` of one that stands earlier."""

    ref: int
    name: str
    within: int


@dataclass(slots=True)
class Done:
    """What was done, by the ids of rows: enough to take it back. Values of `before` are those of columns."""

    units: list[int] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)
    accounts: list[int] = field(default_factory=list)  # of addresses that nobody had


def take_in(member: Member, people: Sequence[Wanted], new_units: Sequence[NewUnit]) -> Done:
    """Make the directory as `people` wants it; nothing is asked of the database for each of them.

    The directory is locked before, see `everybody.py`. Raises Forbidden for a role no admin gives, and for a change
    of the acting admin's own roles or account: so an admin always stays.
    """
    _refuse_climbing(member, people)
    done = Done()
    units = _make_units(member, new_units, done)
    persons, made = _persons(people)
    ids = [person.id for person in persons.values() if person.id]
    members = {row.person_id: row for row in loaded(Membership, Membership.person_id, ids)}
    before = {person.id: _as_it_is(person) for person in persons.values() if person.id}
    for one in people:
        _fill(persons[one.ref], one, units, has_account=one.ref in members)
    db.session.add_all(made)
    db.session.flush()
    for one in people:
        persons[one.ref].manager_id = persons[one.manager].id if one.manager in persons else one.manager or None
    db.session.flush()
    _tell_of_people(member, people, persons, before, done)
    _accounts(member, people, persons, members, done)
    return done


def _refuse_climbing(member: Member, people: Iterable[Wanted]) -> None:
    for one in people:
        if not one.roles <= TENANT_ROLES:
            raise Forbidden
        if one.ref == member.person_id and (
            one.roles != member.roles or one.rights != member.authorisations or one.turn or not one.active
        ):
            raise Forbidden


def _make_units(member: Member, new_units: Sequence[NewUnit], done: Done) -> dict[int, int]:
    """Make the units, each after the one it lies in; return their ids by how they were referred to."""
    ids: dict[int, int] = {}
    for one in new_units:
        unit = Unit(name=one.name, parent_id=ids.get(one.within, one.within) or None)
        db.session.add(unit)
        db.session.flush()
        tell("unit.added", unit, by=member)
        ids[one.ref] = unit.id
        done.units.append(unit.id)
    return ids


def _persons(people: Sequence[Wanted]) -> tuple[dict[int, Person], list[Person]]:
    """Return everybody of the list by reference, and those of them that are new."""
    known = {row.id: row for row in loaded(Person, Person.id, [one.ref for one in people if one.ref > 0])}
    made = {one.ref: Person(name=one.name) for one in people if one.ref < 0}
    return {**known, **made}, list(made.values())


KEPT = ("name", "email", "personnel_number", "unit_id", "manager_id", "kind", "active")


def _as_it_is(person: Person) -> dict[str, Any]:
    return {column: getattr(person, column) for column in KEPT}


def _fill(person: Person, one: Wanted, units: dict[int, int], has_account: bool) -> None:
    person.name, person.kind, person.active = one.name, one.kind, one.active
    if not has_account:  # an account has an address of its own
        person.email = one.email
    person.personnel_number = one.number or None
    person.unit_id = units.get(one.unit, one.unit) or None


def _tell_of_people(
    member: Member, people: Sequence[Wanted], persons: dict[int, Person], before: dict[int, dict[str, Any]], done: Done
) -> None:
    for one in people:
        person = persons[one.ref]
        old = before.get(person.id)
        if old is None:
            if one.turn is not Turn.INVITE:  # that is told of the membership
                tell("person.added", person, by=member)
            done.people.append({"id": person.id, "version": person.version})
        elif old != (new := _as_it_is(person)):
            person.version += 1
            tell(_what_happened(old["active"], person.active), person, by=member)
            gone = {column: value for column, value in old.items() if new[column] != value}
            done.people.append({"id": person.id, "version": person.version, "before": gone})


def _what_happened(before: bool, now_active: bool) -> str:
    if before == now_active:
        return "person.changed"
    return "person.returned" if now_active else "person.ended"


# Accounts, and what they may do here.


def _accounts(
    member: Member,
    people: Sequence[Wanted],
    persons: dict[int, Person],
    members: dict[int, Membership],
    done: Done,
) -> None:
    out: list[Membership] = []
    invited: list[Membership] = []
    for one in people:
        membership = members.get(one.ref)
        if membership is not None and _change(member, membership, one, done):
            out.append(membership)
        if membership is not None and one.turn is Turn.INVITE:
            invited.append(membership)
    end_what_is_open(out)
    new = [one for one in people if one.turn is Turn.INVITE and one.ref not in members]
    invited += _join(member, new, persons, done)
    _invite(member, invited)


def _change(member: Member, membership: Membership, one: Wanted, done: Done) -> bool:
    """Give somebody their roles and let them in or put them out; return whether what is open has to end."""
    was = {
        "roles": " ".join(sorted(membership.roles)),
        "authorisations": " ".join(sorted(membership.authorisations)),
        "active": membership.active,
    }
    raised = (membership.roles, membership.authorisations) != (one.roles, one.rights)
    moved = (one.turn is Turn.PUT_OUT and membership.active) or (
        one.turn in (Turn.LET_IN, Turn.INVITE) and not membership.active
    )
    if not raised and not moved:
        return False
    membership.roles, membership.authorisations = one.roles, one.rights
    membership.active = membership.active is not moved
    membership.version += 1
    done.members.append({"id": membership.id, "version": membership.version, "before": was})
    if raised:
        roles, rights = " ".join(sorted(one.roles)), " ".join(sorted(one.rights))
        tell("member.changed", membership, by=member, roles=roles, authorisations=rights)
    if moved:
        tell(_moved(membership), membership, by=member)
    return True


def _moved(membership: Membership) -> str:
    if membership.active:
        return "member.activated"
    return "member.deactivated" if membership.joined_at else "member.withdrawn"


def end_what_is_open(memberships: Sequence[Membership]) -> None:
    """End the sessions and the open invitations of members who were changed or put out."""
    for part in parts([one.account_id for one in memberships]):
        theirs = update(Session).where(Session.account_id.in_(part), Session.ended_at.is_(None))
        db.session.execute(theirs.values(ended_at=now()), execution_options={"synchronize_session": False})
    for part in parts([one.id for one in memberships if not one.active]):
        links = update(Invitation).where(Invitation.membership_id.in_(part), Invitation.ended_at.is_(None))
        db.session.execute(links.values(ended_at=now()), execution_options={"synchronize_session": False})


def _join(member: Member, new: Sequence[Wanted], persons: dict[int, Person], done: Done) -> list[Membership]:
    """Make memberships for who is invited; an account of that address elsewhere gets one here besides."""
    accounts = {row.email: row for row in loaded(Account, Account.email, [one.email for one in new])}
    known = set(accounts)
    for one in new:
        if one.email not in accounts:
            language = one.language or member.language
            accounts[one.email] = Account(email=one.email, name=one.name, language=language)
            db.session.add(accounts[one.email])
    db.session.flush()
    done.accounts += [row.id for address, row in accounts.items() if address not in known]
    made = [
        Membership(
            person_id=persons[one.ref].id,
            account_id=accounts[one.email].id,
            roles=one.roles,
            authorisations=one.rights,
            invited_at=now(),
        )
        for one in new
    ]
    db.session.add_all(made)
    db.session.flush()
    done.members += [{"id": row.id, "version": row.version} for row in made]
    return made


def _invite(member: Member, memberships: Sequence[Membership]) -> None:
    first_invitations(memberships, member.organisation_key, Inviter(member.account_id, member.name))
    for one in memberships:
        one.invited_at = now()
        tell("member.invited", one, by=member)
    db.session.flush()


def loaded(model: type[T], column: Any, values: Sequence[Any]) -> Iterator[T]:
    """Yield the rows whose `column` is among `values`, some hundreds in one statement; ours only, of memberships."""
    for part in parts(values):
        wanted = select(model).where(column.in_(part)).execution_options(populate_existing=True)
        yield from db.session.scalars(wanted)


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut values into as many as one statement takes."""
    for start in range(0, len(values), TOGETHER):
        yield values[start : start + TOGETHER]
