"""What becomes of each row of a list, beside the directory as it stands. Nothing here reads or writes anything.

The preview shows a plan, and carrying out makes one anew from the same list: when the two differ, somebody changed the
directory meanwhile, and the admin looks again.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tenants.everybody import Listed
from tenants.intake import NewUnit, Turn, Wanted
from tenants.persons import PersonKind
from tenants.roles import Role

from .cells import Given, Problem, given_by
from .placing import Units, ring_of
from .rules import NONE_OF_IT, Column, Line


class Fate(StrEnum):
    """What becomes of a row; MISSING is somebody of the directory who is in none."""

    ERROR = "error"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the admin decides about the whole list."""

    end_missing: bool = False
    make_units: bool = False
    invite: bool = False


@dataclass(slots=True)
class Row:
    """A row with its fate: `was` is who it is about, `wanted` what they become, `waits` for roles without account."""

    number: int
    given: Given
    was: Listed | None = None
    problems: list[Problem] = field(default_factory=list)
    wanted: Wanted | None = None
    waits: bool = False

    @property
    def ref(self) -> int:
        """Return how others refer to this one."""
        return self.was.id if self.was else -self.number

    @property
    def fate(self) -> Fate:
        """Return what becomes of it."""
        if self.problems or self.wanted is None:
            return Fate.ERROR
        if self.was is None:
            return Fate.NEW
        return Fate.SAME if self.wanted == as_they_are(self.was) else Fate.CHANGED


@dataclass(slots=True)
class Plan:
    """All rows with their fates, who is missing, and the units that would be made."""

    rows: list[Row]
    missing: list[Listed]
    new_units: list[NewUnit]
    directory: Sequence[Listed]
    unit_names: dict[int, str]  # by how rows refer to them
    choices: Choices

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows share each fate."""
        fates = [row.fate for row in self.rows]
        return {str(fate): fates.count(fate) for fate in Fate} | {str(Fate.MISSING): len(self.missing)}

    @property
    def people(self) -> list[Wanted]:
        """Return what is to be carried out."""
        changing = [row.wanted for row in self.rows if row.fate in (Fate.NEW, Fate.CHANGED) and row.wanted]
        return changing + (list(map(_ended, self.missing)) if self.choices.end_missing else [])

    @property
    def seal(self) -> str:
        """Return a short text that is the same for plans that do the same."""
        people = [[getattr(one, name) for name in Wanted.__slots__] for one in self.people]
        units = [[one.ref, one.name, one.within] for one in self.new_units]
        plain = json.dumps([people, units, self.counts], default=sorted, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:32]


def as_they_are(one: Listed) -> Wanted:
    """Return somebody wanted as they are."""
    return Wanted(
        *(one.id, one.name, one.email, one.number, one.unit_id, one.manager_id, one.kind, one.active),
        *(one.roles, one.rights),
    )


def _ended(one: Listed) -> Wanted:
    same = as_they_are(one)
    turn = Turn.PUT_OUT if one.membership_id else Turn.STAY
    return replace(same, active=bool(one.membership_id), turn=turn)


def plan(
    lines: Iterable[Line],
    columns: Sequence[str],
    choices: Choices,
    people: Sequence[Listed],
    units: Sequence[tuple[int, str, int]],
    me: int,
) -> Plan:
    """Decide the fate of each line; `me` is the person who imports, who changes nothing about their own rights."""
    known = _Known(people)
    rows = [_identified(number, given_by(cells, columns), known) for number, cells in lines]
    _refuse_twice(rows)
    tree = Units(units, make=choices.make_units)
    for row in rows:
        row.wanted = _wanted(row, tree, choices, me)
    _give_managers(rows, known)
    present = {one.id for row in rows for one in known.named_in(row.given)}
    missing = [
        one for one in people if one.kind == PersonKind.STAFF and one.here and one.id not in present and one.id != me
    ]
    return Plan(rows, missing, tree.needed(_units_of(rows)), people, tree.names, choices)


class _Known:
    """The directory, by what rows call people."""

    def __init__(self, people: Sequence[Listed]) -> None:
        self.people = people
        there = sorted((one for one in people if not one.erased), key=lambda one: one.here)
        self.by_number = {one.number: one for one in people if one.number}
        self.by_email = {one.email: one for one in there if one.email}
        self.being_erased = {one.email for one in people if one.erased and one.email}

    def named_in(self, given: Given) -> list[Listed]:
        found = (self.by_number.get(given.number), self.by_email.get(given.email))
        return [one for one in found if one]


def _identified(number: int, given: Given, known: _Known) -> Row:
    """Find who a row is about: by personnel number, then by address."""
    row = Row(number, given, problems=list(given.problems))
    named = known.named_in(given)
    row.was = named[0] if named else None
    if given.email in known.being_erased:
        row.problems.append(Problem(Column.EMAIL, "being erased"))
    if len(named) == 2 and named[0] is not named[1]:
        row.problems.append(Problem(Column.EMAIL, "of another", named[1].name))
    return row


def _refuse_twice(rows: Sequence[Row]) -> None:
    first: dict[tuple[str, object], int] = {}
    for row in rows:
        names = (("number", row.given.number), ("email", row.given.email), ("id", row.was.id if row.was else 0))
        before = min((first[name] for name in names if name[1] and name in first), default=0)
        if before:
            row.problems.append(Problem(Column.NAME, "twice", str(before)))
        for name in names:
            first.setdefault(name, row.number)


def _wanted(row: Row, tree: Units, choices: Choices, me: int) -> Wanted | None:
    """Return what somebody becomes, their manager apart; note what is wrong with it."""
    given, was = row.given, row.was
    kind = given.kind or (was.kind if was else PersonKind.STAFF)
    name = given.name or (was.name if was else given.number if kind == PersonKind.CLIENT else "")
    if not name:
        row.problems.append(Problem(Column.NAME, "no name"))
    if was is not None and was.membership_id:
        _refuse_about_account(row, was, str(kind))
    email = _kept(given.email, was.email if was else "", given.takes_away(Column.EMAIL))
    unit = was.unit_id if was else 0
    if given.unit:
        unit, problem = tree.find(given.unit)
        row.problems += [problem] if problem else []
    elif given.takes_away(Column.UNIT):
        unit = 0
    turn = _turn(was, choices.invite and bool(email) and kind == PersonKind.STAFF)
    roles, rights = _rights(row, bool(turn) or bool(was and was.membership_id), me)
    if row.problems:
        return None
    number = _kept(given.number, was.number if was else "", given.takes_away(Column.NUMBER))
    manager = was.manager_id if was else 0
    language = given.language if turn is Turn.INVITE else ""
    return Wanted(row.ref, name, email, number, unit, manager, str(kind), True, roles, rights, turn, language)


def _kept(given: str, was: str, away: bool) -> str:
    return "" if away else given or was


def _refuse_about_account(row: Row, was: Listed, kind: str) -> None:
    """Whoever has an account keeps their address, which they change themselves, and is no client."""
    if (row.given.email and row.given.email != was.email) or row.given.takes_away(Column.EMAIL):
        row.problems.append(Problem(Column.EMAIL, "has account", was.email))
    if kind != PersonKind.STAFF:
        row.problems.append(Problem(Column.KIND, "has account", was.email))


def _turn(was: Listed | None, invite: bool) -> Turn:
    """Return what happens to an account: who is on the list and can be here, is here."""
    if was is None or not was.membership_id:
        return Turn.INVITE if invite else Turn.STAY
    if was.let_in:
        return Turn.STAY
    if was.joined:
        return Turn.LET_IN
    return Turn.INVITE if invite else Turn.STAY


def _rights(row: Row, account: bool, me: int) -> tuple[frozenset[Role], frozenset]:
    """Return roles and rights. Without an account nobody has any: those in the row wait for their invitation."""
    given, was = row.given, row.was
    held = (was.roles, was.rights) if was and was.membership_id else (frozenset({Role.EMPLOYEE}), frozenset())
    roles = given.roles if given.roles is not None else held[0]
    rights, problem = given.rights_with(roles, held[1])
    if problem:
        row.problems.append(problem)
    if was is not None and was.id == me and (roles, rights) != held:
        row.problems.append(Problem(Column.ROLES, "yourself"))
    if not account:
        row.waits = roles != frozenset({Role.EMPLOYEE}) or bool(rights)
        return frozenset(), frozenset()
    return roles, rights


def _give_managers(rows: Sequence[Row], known: _Known) -> None:
    """Put everybody below their manager, who may stand in the same list; refuse who cannot be one, and rings."""
    in_list = {key: row for row in rows for key in (row.given.number, row.given.email) if key}
    again = True
    while again:  # a row that is refused is no manager either
        again = False
        for row in rows:
            problem = _give_manager(row, in_list, known) if row.wanted else None
            if problem:
                row.problems.append(problem)
                row.wanted, again = None, True
        if not again:
            again = _refuse_rings(rows, known)


def _give_manager(row: Row, in_list: dict[str, Row], known: _Known) -> Problem | None:
    called = row.given.manager
    if not called or row.wanted is None:
        return None
    if called == NONE_OF_IT:
        row.wanted = _below(row.wanted, 0)
        return None
    listed = in_list.get(called)
    found = known.by_number.get(called) or known.by_email.get(called)
    if listed is not None and listed.wanted is not None:
        can, ref = listed.wanted.kind == PersonKind.STAFF, listed.ref
    elif found is not None:
        can, ref = found.kind == PersonKind.STAFF and found.here, found.id
    else:
        return Problem(Column.MANAGER, "not found" if listed is None else "row refused", called)
    if not can:
        return Problem(Column.MANAGER, "no manager", called)
    row.wanted = _below(row.wanted, ref)
    return None


def _below(wanted: Wanted, manager: int) -> Wanted:
    return wanted if wanted.manager == manager else replace(wanted, manager=manager)


def _refuse_rings(rows: Sequence[Row], known: _Known) -> bool:
    """Refuse the rows that would put somebody above themselves; return whether there were any."""
    above = {one.id: one.manager_id for one in known.people}
    above |= {row.ref: row.wanted.manager for row in rows if row.wanted}
    ring = ring_of(above)
    refused = [row for row in rows if row.wanted and row.ref in ring and row.given.manager]
    for row in refused:
        row.problems.append(Problem(Column.MANAGER, "ring"))
        row.wanted = None
    return bool(refused)


def _units_of(rows: Sequence[Row]) -> set[int]:
    return {row.wanted.unit for row in rows if row.wanted and row.fate is not Fate.ERROR}
