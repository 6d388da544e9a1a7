"""Who can see a request: one sentence on the form and on the page, with the names behind it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import ngettext

from portal.web.speech import gettext as _
from tenants.context import Member
from tenants.permissions import Action, permits
from tenants.permissions import Reach as R
from tenants.placed import Placed, Reader, how_many_members, readers_around, readers_here
from tenants.roles import Role

from .models import Ticket

NAMED, COUNTED = 200, 1_000
"""Beyond so many members only those are named whose part differs, and the rest is counted; to so many at most."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that is not filed yet: as much of it as decides who will see it."""

    filed_by_id: int
    filed_for_id: int
    confidential: bool
    participants: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A request with the places of everybody around it, so that its distance to any member is known."""

    draft: Draft
    above: frozenset[int]  # persons of whose team the request is, and their deputies
    units: frozenset[int]
    unit_of: dict[int, int | None]
    confidential: bool

    def distance(self, member: Any) -> R:
        person = member.person_id
        if person in (self.draft.filed_by_id, self.draft.filed_for_id):
            return R.PARTY
        if person in self.draft.participants:
            return R.OWN
        if person in self.above:
            return R.TEAM
        if self.unit_of.get(person) in self.units:
            return R.UNIT
        return R.ORGANISATION


def audience(draft: Draft, employees_see: R = R.ORGANISATION) -> list[Reader]:
    """Return the members of the organisation in scope who can see a request, by name.

    `employees_see` is the organisation's setting. The same table and distances as `visible_to`, from the other
    side: a property test keeps them equal.
    """
    parties, colleagues = {draft.filed_by_id, draft.filed_for_id}, employees_see >= R.UNIT
    everybody = _for_all(draft, employees_see)
    return _readers(
        draft, readers_here() if everybody else readers_around(parties, draft.participants, colleagues=colleagues)
    )


def _for_all(draft: Draft, employees_see: R) -> bool:
    return employees_see >= R.ORGANISATION and not draft.confidential


def _readers(draft: Draft, people: Sequence[Placed[Reader]]) -> list[Reader]:
    placed = _place(draft, people)
    return [
        person.member for person in people if person.member is not None and permits(person.member, Action.SEE, placed)
    ]


def _told(viewer: Member, draft: Draft) -> tuple[list[Reader], int]:
    """Return the readers who are named, and how many more there are."""
    employees_see = viewer.sight.get("employees_see", R.OWN)
    if not _for_all(draft, employees_see) or (members := how_many_members(COUNTED)) <= NAMED:
        return audience(draft, employees_see), 0
    parties = {draft.filed_by_id, draft.filed_for_id}
    named = _readers(draft, readers_around(parties, draft.participants | {viewer.person_id}))
    return named, members - len(named)


def draft_of(ticket: Ticket, participants: Iterable[int]) -> Draft:
    """Return what decides who sees a filed request; `participants` are the ids of the persons who follow it."""
    return Draft(ticket.filed_by_id, ticket.filed_for_id, ticket.confidential, frozenset(participants))


@dataclass(frozen=True, slots=True)
class Seen:
    """The sentence, and the names behind it by group."""

    sentence: str
    names: list[tuple[str, list[str]]]


def seen_by(viewer: Member, draft: Draft, desk: str) -> Seen:
    """Word who can see a request, as `viewer` reads it; `desk` is the name of the service organisation's desk."""
    people, more = _told(viewer, draft)
    parts: list[str] = []
    if any(member.person_id == viewer.person_id for member in people):
        parts.append(_("you"))
    others = [member for member in people if member.person_id != viewer.person_id]
    whom = [one for one in others if one.person_id == draft.filed_for_id != draft.filed_by_id]
    parts += [_("%(name)s (it is for them)", name=one.name) for one in whom]
    for role, members in _grouped([one for one in others if one not in whom]):
        if role is not Role.EMPLOYEE or not more:
            parts.append(_counted(role, members, viewer.labels.get(role, "")))
    names = [
        (viewer.labels.get(role) or _group_name(role), [member.name for member in members])
        for role, members in _grouped(others)
    ]
    if more:
        plain = sum(_highest(one.roles) is Role.EMPLOYEE for one in others if one not in whom)
        beyond = len(people) + more > COUNTED
        parts.append(_crowd(plain + more, beyond))
        names.append((_("Everybody else"), [_crowd(more, beyond)]))
    parts.append(desk)
    return Seen(_listed(parts), names)


def _crowd(number: int, at_least: bool) -> str:
    if at_least:
        return _("more than %(num)s colleagues", num=number // 100 * 100)
    return ngettext("%(num)s colleague", "%(num)s colleagues", number)


def _grouped(people: Sequence[Reader]) -> list[tuple[Role, list[Reader]]]:
    groups: dict[Role, list[Reader]] = {}
    for member in people:
        groups.setdefault(_highest(member.roles), []).append(member)
    order = (Role.PROFESSIONAL, Role.ADMIN, Role.MANAGER, Role.EMPLOYEE)
    return [(role, groups[role]) for role in order if role in groups]


def _highest(roles: Collection[Role]) -> Role:
    for role in (Role.PROFESSIONAL, Role.ADMIN, Role.MANAGER):
        if role in roles:
            return role
    return Role.EMPLOYEE


def _counted(role: Role, members: list[Reader], label: str) -> str:
    if len(members) == 1:
        return members[0].name
    number = len(members)
    if label:
        return _("%(num)s with the role %(label)s", num=number, label=label)
    match role:
        case Role.PROFESSIONAL:
            return ngettext("%(num)s professional", "%(num)s professionals", number)
        case Role.ADMIN:
            return ngettext("%(num)s admin", "%(num)s admins", number)
        case Role.MANAGER:
            return ngettext("%(num)s manager", "%(num)s managers", number)
    return ngettext("%(num)s colleague", "%(num)s colleagues", number)


def _group_name(role: Role) -> str:
    match role:
        case Role.PROFESSIONAL:
            return _("Professionals")
        case Role.ADMIN:
            return _("Admins")
        case Role.MANAGER:
            return _("Managers")
    return _("Colleagues")


def _listed(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return _("%(several)s and %(last)s", several=", ".join(parts[:-1]), last=parts[-1])


def _place(draft: Draft, people: Sequence[Placed[Reader]]) -> _Placed:
    manager_of = {person.person_id: person.manager_id for person in people}
    unit_of = {person.person_id: person.unit_id for person in people}
    above: set[int] = set()
    for party in {draft.filed_by_id, draft.filed_for_id}:
        boss = manager_of.get(party)
        while boss is not None and boss not in above:
            above.add(boss)
            boss = manager_of.get(boss)
    above |= {one.person_id for one in people if one.member is not None and one.member.stands_for & above}
    units = frozenset(unit for party in (draft.filed_by_id, draft.filed_for_id) if (unit := unit_of.get(party)))
    return _Placed(draft, frozenset(above), units, unit_of, draft.confidential)
