"""Who may do what: the whole of Balie's policy in one table.

A cell says how far a role reaches with an action. The furthest reach of a member's roles counts; an
organisation's settings and a member's authorisations move a cell within the bounds of `WIDER`.
Source: docs/permissions.md shows this table as people read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from .roles import TENANT_ROLES, Authorisation, Role
from .terms import Term


class Reach(IntEnum):
    """How far someone reaches, and equally how far a request lies from them."""

    __hash__ = int.__hash__  # `Enum` hashes by a function of its own, and a page asks a hundred times

    NONE = 0
    PARTY = 1  # who filed it and the person it is for
    OWN = 2  # party, and participants
    TEAM = 3  # filed by or for someone below the manager, directly or not, or below whom they stand in for
    UNIT = 4  # filed by or for someone in the same unit
    ORGANISATION = 5
    EVERYWHERE = 6  # each organisation whose requests the service organisation handles


class Action(Term):
    """Everything somebody may do, in the words of the verbs."""

    ENTER = "enter"
    FILE_QUESTION = "file a question"
    FILE_PROBLEM = "report a problem"
    FILE_CHANGE = "file a change request"
    SEE = "see requests"
    SEE_CONFIDENTIAL = "see confidential requests"
    REPLY = "reply"
    RESOLVE = "resolve as solved"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    EXTEND = "ask for more time"
    RATE = "rate"
    FOLLOW = "stop following"
    WATCH = "add watchers"
    TAKE_OVER = "take over"
    OBJECT = "say that it is not right"
    CONFIDE = "make confidential, or not"
    READ_NEWS = "read news"
    PUBLISH_NEWS = "publish news"
    READ_ARTICLES = "read articles"
    WRITE_ARTICLES = "write articles"
    WORK = "work at the desk"
    HANDLE = "handle requests"
    REASSIGN = "reassign requests of others"
    FOLLOW_UP = "answer dissatisfaction"
    SORT_MAIL = "sort messages of colleagues"
    NAME_DEPUTY = "name a deputy"
    MANAGE_MEMBERS = "manage members"
    AUDIT = "read the log"
    SEE_SATISFACTION = "read how it went"
    ADMINISTER = "set up the service"


A = Action
____, party, own, team, unit, org, all_ = Reach

# fmt: off
TABLE: Mapping[Action, tuple[Reach, ...]] = {
    #                     employee manager professional admin  agent lead  service_admin
    A.ENTER:             (own,     own,    own,         own,   own,  own,  own),
    A.FILE_QUESTION:     (own,     team,   org,         own,   ____, ____, ____),
    A.FILE_PROBLEM:      (____,    team,   org,         ____,  ____, ____, ____),
    A.FILE_CHANGE:       (____,    ____,   ____,        ____,  ____, ____, ____),
    A.SEE:               (own,     team,   org,         org,   all_, all_, ____),
    A.SEE_CONFIDENTIAL:  (own,     own,    own,         own,   all_, all_, ____),
    A.REPLY:             (own,     team,   org,         own,   ____, ____, ____),
    A.RESOLVE:           (party,   team,   org,         party, ____, ____, ____),
    A.WITHDRAW:          (party,   team,   org,         party, ____, ____, ____),
    A.REOPEN:            (party,   team,   org,         party, ____, ____, ____),
    A.EXTEND:            (party,   team,   org,         party, ____, ____, ____),
    A.RATE:              (party,   party,  party,       party, ____, ____, ____),
    A.FOLLOW:            (own,     own,    own,         own,   ____, ____, ____),
    A.WATCH:             (party,   team,   org,         party, ____, ____, ____),
    A.TAKE_OVER:         (party,   party,  party,       party, ____, ____, ____),
    A.OBJECT:            (party,   party,  party,       party, ____, ____, ____),
    A.CONFIDE:           (party,   party,  party,       party, ____, ____, ____),
    A.READ_NEWS:         (own,     own,    own,         own,   ____, ____, ____),
    A.PUBLISH_NEWS:      (____,    ____,   ____,        org,   ____, ____, all_),
    A.READ_ARTICLES:     (own,     own,    own,         own,   ____, ____, ____),
    A.WRITE_ARTICLES:    (____,    ____,   ____,        ____,  ____, ____, all_),
    A.WORK:              (____,    ____,   ____,        ____,  all_, all_, ____),
    A.HANDLE:            (____,    ____,   ____,        ____,  all_, all_, ____),
    A.REASSIGN:          (____,    ____,   ____,        ____,  ____, all_, ____),
    A.FOLLOW_UP:         (____,    ____,   ____,        ____,  ____, all_, ____),
    A.SORT_MAIL:         (____,    ____,   org,         org,   ____, ____, ____),
    A.NAME_DEPUTY:       (____,    own,    ____,        org,   own,  all_, ____),
    A.MANAGE_MEMBERS:    (____,    ____,   ____,        org,   ____, ____, ____),
    A.AUDIT:             (____,    ____,   ____,        org,   ____, ____, org),
    A.SEE_SATISFACTION:  (____,    ____,   ____,        org,   ____, ____, ____),
    A.ADMINISTER:        (____,    ____,   ____,        ____,  ____, ____, all_),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Wider:
    """One way in which an organisation or an admin moves a cell: never beyond `furthest`."""

    action: Action
    role: Role
    furthest: Reach
    setting: str = ""
    authorisation: Authorisation | None = None


WIDER = (
    Wider(A.FILE_PROBLEM, Role.EMPLOYEE, own, setting="employees_report"),
    Wider(A.FILE_CHANGE, Role.MANAGER, own, authorisation=Authorisation.FILE_CHANGES),
    Wider(A.FILE_CHANGE, Role.PROFESSIONAL, own, authorisation=Authorisation.FILE_CHANGES),
    Wider(A.SEE, Role.EMPLOYEE, org, setting="employees_see"),
    Wider(A.SEE, Role.MANAGER, org, setting="managers_see"),
    Wider(A.SEE, Role.EMPLOYEE, unit, authorisation=Authorisation.SEE_UNIT),
    Wider(A.SEE, Role.EMPLOYEE, org, authorisation=Authorisation.SEE_ALL),
    Wider(A.REPLY, Role.MANAGER, org, setting="managers_see"),
    Wider(A.REPLY, Role.MANAGER, unit, authorisation=Authorisation.SEE_UNIT),
    Wider(A.REPLY, Role.MANAGER, org, authorisation=Authorisation.SEE_ALL),
    Wider(A.SEE_CONFIDENTIAL, Role.PROFESSIONAL, org, authorisation=Authorisation.SEE_CONFIDENTIAL),
    Wider(A.PUBLISH_NEWS, Role.PROFESSIONAL, org, authorisation=Authorisation.PUBLISH_NEWS),
)

DEFAULT_SIGHT = {
    "employees_see": Reach.OWN,
    "managers_see": Reach.ORGANISATION,
    "employees_report": Reach.NONE,
}
"""What an organisation's own choices are until its admin makes them."""


@lru_cache(maxsize=64)
def chosen_sight(employees_see: int, managers_see: int, employees_report: bool) -> Mapping[str, Reach]:
    """Return an organisation's own choices: the same few words for all of its people."""
    return MappingProxyType(
        {
            "employees_see": Reach(employees_see),
            "managers_see": Reach(managers_see),
            "employees_report": Reach.OWN if employees_report else Reach.NONE,
        }
    )


class Holder(Protocol):
    """Whoever has roles: a member, or a membership looked at by somebody else."""

    @property
    def membership_id(self) -> int: ...
    @property
    def roles(self) -> frozenset[Role]: ...
    @property
    def authorisations(self) -> frozenset[Authorisation]: ...
    @property
    def sight(self) -> Mapping[str, Reach]: ...
    @property
    def stands_for(self) -> frozenset[int]: ...


class Subject(Protocol):
    """What an action is about: it knows how far it lies from a member, and whether it is confidential."""

    @property
    def confidential(self) -> Any: ...

    def distance(self, member: Holder) -> Reach: ...


_COLUMN = {role: place for place, role in enumerate(Role)}


def reach(member: Holder, action: Action) -> Reach:
    """Return how far `member` reaches with `action`, all roles, settings and authorisations counted."""
    given = (member.roles, member.authorisations, tuple(member.sight.items()))
    return _reach(action, TABLE[action], *given, bool(member.stands_for))


@lru_cache(maxsize=4096)
def _reach(
    action: Action,
    row: tuple[Reach, ...],
    roles: frozenset[Role],
    authorisations: frozenset[Authorisation],
    sight: tuple[tuple[str, Reach], ...],
    stands_in: bool,
) -> Reach:
    furthest = max((row[_COLUMN[role]] for role in roles), default=Reach.NONE)
    if stands_in and roles & TENANT_ROLES and row[_COLUMN[Role.MANAGER]] is Reach.TEAM:
        furthest = max(furthest, Reach.TEAM)  # what a manager may do for the team; nothing else of being one
    for wider in WIDER:
        if wider.action is action and wider.role in roles:
            furthest = max(furthest, _moved(wider, authorisations, dict(sight)))
    return furthest


def permits(member: Holder, action: Action, subject: Subject | None = None) -> bool:
    """Say whether `member` may do `action`, to `subject` when there is one.

    Nobody acts on what they may not see, and a confidential request asks for its own reach.
    """
    reached = reach(member, action)
    if subject is None:
        return reached > Reach.NONE
    reached = min(reached, reach(member, Action.SEE))
    if subject.confidential:
        reached = min(reached, reach(member, Action.SEE_CONFIDENTIAL))
    return subject.distance(member) <= reached


def _moved(wider: Wider, authorisations: frozenset[Authorisation], sight: Mapping[str, Reach]) -> Reach:
    if wider.authorisation is not None:
        return wider.furthest if wider.authorisation in authorisations else Reach.NONE
    return min(wider.furthest, sight.get(wider.setting, DEFAULT_SIGHT[wider.setting]))
