"""Take back what many people at once became (`intake.py`), as far as nobody went on from there.

Who was made and did nothing is gone again, who was changed and not since is as before. Who acted, or about whom
something was asked, stays: what they did stays too, and the admin says whether they are put out. An account that was
made goes with its invitation, unless another organisation counts on it by now.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, inspect, select, update
from sqlalchemy.exc import IntegrityError

from .context import Member
from .database import Base, db
from .intake import Done, end_what_is_open, loaded, parts
from .models import Account, Invitation, Membership, Person, Unit
from .roles import Authorisation, Role
from .signals import tell


class Why(StrEnum):
    """Why somebody who was made or changed stays as they are."""

    CAME = "came"  # they signed in, and did nothing yet
    DID = "did"  # they signed in, and there is something of them or about them
    ABOUT = "about"  # there is something about them, or of somebody who stays they are the manager
    CHANGED = "changed"  # by somebody else


@dataclass(slots=True)
class TakingBack:
    """What taking back would do. Values are rows of who it is about, by their id."""

    removed: dict[int, Person] = field(default_factory=dict)
    restored: dict[int, Person] = field(default_factory=dict)
    acted: dict[int, Person] = field(default_factory=dict)  # made, and acted since or asked about
    joined: set[int] = field(default_factory=set)  # those of them who came in
    used: set[int] = field(default_factory=set)  # those of them about whom there is something
    changed: dict[int, Person] = field(default_factory=dict)  # by somebody else since: they stay as they are
    members: dict[int, Membership] = field(default_factory=dict)  # to restore
    invited: dict[int, Membership] = field(default_factory=dict)  # made and not come: to remove
    before: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    accounts: list[int] = field(default_factory=list)  # made with an invitation that goes

    @property
    def staying(self) -> dict[str, list[int]]:
        """Return the ids of the people who stay, by the reason."""
        joined, used = self.joined & self.acted.keys(), self.used
        found = {
            Why.CAME: joined - used,
            Why.DID: joined & used,
            Why.ABOUT: self.acted.keys() - joined,
            Why.CHANGED: self.changed.keys(),
        }
        return {str(why): sorted(people) for why, people in found.items() if people}


def what_goes_back(member: Member, done: Done) -> TakingBack:
    """Say what taking back would do now; a fixed number of statements for each five hundred people."""
    going = TakingBack()
    people = {row.id: row for row in loaded(Person, Person.id, [one["id"] for one in done.people])}
    told = {one["id"]: one for one in done.members}
    rows = {row.id: row for row in loaded(Membership, Membership.id, list(told))}
    by_person = {row.person_id: row for row in loaded(Membership, Membership.person_id, list(people))}
    for row in rows.values():
        by_person[row.person_id] = row
    people |= {row.id: row for row in loaded(Person, Person.id, [one for one in by_person if one not in people])}
    made = {one["id"] for one in done.people if "before" not in one}
    for row in rows.values():
        _sort_member(going, row, told[row.id], people[row.person_id], made)
    for one in done.people:
        if one["id"] in people:
            _sort_person(going, people[one["id"]], one, by_person.get(one["id"]), told)
    _keep_numbers(going)
    _keep_who_is_used(going)
    made_accounts = set(done.accounts)
    going.accounts = [row.account_id for row in going.invited.values() if row.account_id in made_accounts]
    return going


def _sort_member(
    going: TakingBack, row: Membership, one: Mapping[str, Any], person: Person, made: Collection[int]
) -> None:
    if "before" in one:
        if row.version == one["version"]:
            going.members[row.id], going.before["member", row.id] = row, one["before"]
            going.restored[person.id] = person
        else:
            going.changed[person.id] = person
    elif row.joined_at is not None:
        going.acted[person.id] = person
        going.joined.add(person.id)
    elif row.version == one["version"] and row.active:
        going.invited[row.id] = row
        if person.id not in made:
            going.restored[person.id] = person
    else:
        going.changed[person.id] = person


def _sort_person(
    going: TakingBack, person: Person, one: Mapping[str, Any], membership: Membership | None, told: Collection[int]
) -> None:
    if person.id in going.acted or person.id in going.changed:
        return
    invited_by_hand = membership is not None and membership.id not in told and "before" not in one
    if person.version != one["version"] or invited_by_hand:
        going.changed[person.id] = person
    elif "before" in one:
        going.restored[person.id], going.before["person", person.id] = person, one["before"]
    else:
        going.removed[person.id] = person


def _keep_numbers(going: TakingBack) -> None:
    """Leave who would get a number back that somebody else has by now."""
    wanted = {
        before["personnel_number"]: key
        for (what, key), before in going.before.items()
        if what == "person" and before.get("personnel_number")
    }
    for part in parts(list(wanted)):
        for number in db.session.scalars(select(Person.personnel_number).where(Person.personnel_number.in_(part))):
            key = wanted[number]
            going.changed[key] = going.restored.pop(key)
            del going.before["person", key]


def _keep_who_is_used(going: TakingBack) -> None:
    """Leave who something is about, or who is somebody's manager by now."""
    gone_members = [row.id for row in going.invited.values()]
    busy = {
        row.person_id
        for row in going.invited.values()
        if row.id in referenced(Membership, gone_members, but=(Invitation,))
    }
    made = [*going.removed, *going.acted]
    going.used = referenced(Person, made, but=(Membership, Person)) | busy
    used = going.used & going.removed.keys()
    used |= _managers_who_stay(going)
    while used:
        for key in used:
            going.acted[key] = going.removed.pop(key)
        going.used |= used
        used = _managers_who_stay(going)
    for row in [row for row in going.invited.values() if row.person_id in going.acted.keys() | going.changed.keys()]:
        del going.invited[row.id]


def _managers_who_stay(going: TakingBack) -> set[int]:
    found: set[int] = set()
    for part in parts(list(going.removed)):
        for key, above in db.session.execute(select(Person.id, Person.manager_id).where(Person.manager_id.in_(part))):
            back = "manager_id" in going.before.get(("person", key), {})
            if above is not None and key not in going.removed and not back:
                found.add(above)
    return found


def referenced(model: type[Any], ids: list[int], but: Collection[type[Any]] = ()) -> set[int]:
    """Return which of these rows other rows name, in whatever table has a key to them."""
    found: set[int] = set()
    for mapped, column in _keys_to(model):
        if mapped not in but:
            for part in parts(ids):
                found |= set(db.session.scalars(select(column).where(column.in_(part)).distinct()))
    return found


def _keys_to(model: type[Any]) -> Iterator[tuple[type[Any], Any]]:
    target = inspect(model).local_table.c.id
    for mapper in Base.registry.mappers:
        for key in mapper.local_table.foreign_keys:  # type: ignore[attr-defined]
            if key.column is target:
                yield mapper.class_, getattr(mapper.class_, mapper.get_property_by_column(key.parent).key)


def take_back(member: Member, done: Done, end_acted: bool) -> TakingBack:
    """Take it back, and put out who acted when `end_acted` says so. The directory is locked, see `everybody.py`."""
    going = what_goes_back(member, done)
    ended = [_restore_member(member, row, going.before["member", key]) for key, row in going.members.items()]
    units = set(db.session.scalars(select(Unit.id)))
    for key, person in going.restored.items():
        _restore(member, person, going.before.get(("person", key), {}), units)
    if end_acted:
        ended += _put_out(member, going)
    end_what_is_open([row for row in ended if row is not None])
    db.session.flush()
    _remove(member, going)
    _remove_accounts(going.accounts)
    _remove_units(member, done.units)
    return going


def _restore(member: Member, person: Person, before: Mapping[str, Any], units: Collection[int]) -> None:
    if not before:
        return
    for column, value in before.items():
        setattr(person, column, None if column == "unit_id" and value not in units else value)
    person.version += 1
    tell("person.restored", person, by=member)


def _restore_member(member: Member, row: Membership, before: Mapping[str, Any]) -> Membership | None:
    if row.person_id == member.person_id:
        return None  # nobody takes anything from themselves
    row.roles = frozenset(Role(word) for word in before["roles"].split())
    row.authorisations = frozenset(Authorisation(word) for word in before["authorisations"].split())
    row.active, row.version = before["active"], row.version + 1
    tell("member.restored", row, by=member)
    return row


def _put_out(member: Member, going: TakingBack) -> list[Membership | None]:
    rows = {row.person_id: row for row in loaded(Membership, Membership.person_id, list(going.acted))}
    out: list[Membership | None] = []
    for key, person in going.acted.items():
        row = rows.get(key)
        if row is None and person.active:
            person.active, person.version = False, person.version + 1
            tell("person.ended", person, by=member)
        elif row is not None and row.active and key != member.person_id:
            row.active, row.version = False, row.version + 1
            tell("member.deactivated" if row.joined_at else "member.withdrawn", row, by=member)
            out.append(row)
    return out


def _remove(member: Member, going: TakingBack) -> None:
    for part in parts(list(going.removed)):
        below = update(Person).where(Person.manager_id.in_(part)).values(manager_id=None)
        db.session.execute(below, execution_options={"synchronize_session": False})
    for row in going.invited.values():
        tell("member.removed", row, by=member)
    for person in going.removed.values():
        tell("person.removed", person, by=member)
    db.session.flush()
    for model, column, ids in (
        (Invitation, Invitation.membership_id, list(going.invited)),
        (Membership, Membership.id, list(going.invited)),
        (Person, Person.id, list(going.removed)),
    ):
        for part in parts(ids):
            gone = delete(model).where(column.in_(part))
            db.session.execute(gone, execution_options={"synchronize_session": False})
    db.session.expire_all()


def _remove_accounts(ids: list[int]) -> None:
    """Remove the accounts nobody came in with. One that another organisation invited too is theirs, and stays.

    What lies there we may not read: the database knows, and refuses. So a part that is refused is tried in halves.
    """
    for part in parts(ids):
        if not _all_removed(part) and len(part) > 1:
            middle = len(part) // 2
            _remove_accounts(list(part[:middle]))
            _remove_accounts(list(part[middle:]))


def _all_removed(part: Collection[int]) -> bool:
    gone = delete(Account).where(Account.id.in_(part), Account.password_hash.is_(None))
    try:
        with db.session.begin_nested():
            db.session.execute(gone, execution_options={"synchronize_session": False})
    except IntegrityError:
        return False
    return True


def _remove_units(member: Member, made: list[int]) -> None:
    """Remove the units that were made and in which nothing lies by now, the lowest first."""
    for key in reversed(made):
        unit = db.session.get(Unit, key)
        if unit is not None and not referenced(Unit, [key]):
            tell("unit.removed", unit, by=member)
            db.session.flush()
            db.session.delete(unit)
            db.session.flush()
