"""The table of who may what, in words: what is fixed as text with its reason, what is the organisation's to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.tickets.foreseeing import Shift
from tenants.permissions import TABLE, WIDER, Action, Reach
from tenants.roles import SIGHTS, Authorisation, Role
from tenants.widening import sees_by_name

from .wording import ALL_ROLES as COLUMNS
from .wording import official_words, right_cards, role_words

EMPLOYEES = (Reach.OWN, Reach.TEAM, Reach.UNIT, Reach.ORGANISATION)
MANAGERS = (Reach.TEAM, Reach.UNIT, Reach.ORGANISATION)
NAMES = 20
"""So many names stand on the page; the others are counted."""

FIELDS = {
    (Action.SEE, Role.EMPLOYEE): "employees_see",
    (Action.SEE, Role.MANAGER): "managers_see",
    (Action.FILE_PROBLEM, Role.EMPLOYEE): "employees_report",
}
"""The cells that are the organisation's to choose, and the field with which it does."""

YES_OR_NO = frozenset(
    {Action.FILE_PROBLEM, Action.FILE_CHANGE, Action.READ_NEWS, Action.PUBLISH_NEWS, Action.MANAGE_MEMBERS}
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a role may do of one row: a field to choose it with, or words."""

    role: str
    words: str
    field: Any = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: what it is about, why it is as it is, and a cell for each role."""

    words: str
    why: str
    cells: list[Cell]


def rows() -> list[tuple[Action, str, str]]:
    """Return (action, what it is called, why it is as it is) of all that is shown, in the order of a request's life."""
    always = _("This is the same in every organisation.")
    yours = _("You choose this.")
    by_name = _("You allow this to people by name, below.")
    return [
        (Action.FILE_QUESTION, _("Ask a question, also for others"), _("Everybody can always ask for help.")),
        (Action.FILE_PROBLEM, _("Report a problem, also for others"), yours),
        (Action.FILE_CHANGE, _("Request a change"), by_name),
        (Action.SEE, _("See requests"), yours),
        (Action.SEE_CONFIDENTIAL, _("See confidential requests"), by_name),
        (Action.REPLY, _("Reply to requests"), _("Managers and professionals reply to what they see.")),
        (Action.RESOLVE, _("Say that it is solved, withdraw, reopen, ask for more time"), always),
        (Action.WATCH, _("Let a colleague follow along"), always),
        (Action.RATE, _("Say how it went"), _("Only who it is about knows.")),
        (Action.READ_NEWS, _("Read news"), always),
        (Action.PUBLISH_NEWS, _("Write news for colleagues"), by_name),
        (Action.MANAGE_MEMBERS, _("Invite colleagues, give roles, choose on this page"), _("Only for admins.")),
    ]


def table(form: Any) -> list[Line]:
    """Return the table; `form` has the fields of the cells that can be chosen."""
    return [Line(words, why, [_cell(action, role, form) for role in COLUMNS]) for action, words, why in rows()]


def heads() -> list[tuple[str, str]]:
    """Return what each column is called, and the name that everybody knows where the organisation has another."""
    names = ((role_words(role), official_words(role)) for role in COLUMNS)
    return [(name, "" if name == official else official) for name, official in names]


def role_choices() -> list[tuple[Role, str]]:
    """Return the roles as which somebody can look."""
    return [(role, role_words(role)) for role in COLUMNS]


def _cell(action: Action, role: Role, form: Any) -> Cell:
    name = role_words(role)
    if field := FIELDS.get((action, role)):
        return Cell(name, "", form[field])
    moved = [wider for wider in WIDER if wider.action is action and wider.role is role]
    if any(wider.setting for wider in moved):
        return Cell(name, _("What they see"))
    base = _reach(action, TABLE[action][COLUMNS.index(role)])
    if any(wider.authorisation not in SIGHTS for wider in moved):
        allowed = _("Who you allow")
        return Cell(name, allowed if action in YES_OR_NO else _("%(own)s; all for who you allow", own=base))
    return Cell(name, base)


def _reach(action: Action, reach: Reach) -> str:
    if reach is Reach.NONE:
        return _("No")
    if action in YES_OR_NO and reach in (Reach.OWN, Reach.ORGANISATION) and action is not Action.FILE_PROBLEM:
        return _("Yes")
    filing = action in (Action.FILE_QUESTION, Action.FILE_PROBLEM)
    match reach:
        case Reach.PARTY:
            return _("Their own")
        case Reach.OWN:
            return _("For themselves") if filing else _("Their own, and what they follow")
        case Reach.TEAM:
            return _("For their team") if filing else _("Of their team")
    return _("For the whole organisation") if filing else _("Of the whole organisation")


def sight_choices(reaches: Sequence[Reach]) -> tuple[tuple[str, str], ...]:
    """Return (value, words) of how far a role can see."""
    return tuple((str(int(reach)), sight_words(reach)) for reach in reaches)


def sight_words(reach: Reach) -> str:
    """Say how far somebody sees."""
    match reach:
        case Reach.NONE:
            return _("What their role sees")
        case Reach.TEAM:
            return _("Their team")
        case Reach.UNIT:
            return _("Their team and unit")
        case Reach.ORGANISATION:
            return _("Everything")
    return _("Their own, and what they follow")


@dataclass(frozen=True, slots=True)
class Holders:
    """Who has a right by name: the first of them, and how many there are besides."""

    words: str
    people: list[tuple[str, str, str]]  # name, address, and what it is when rights differ
    others: int


def holders_shown(people: Sequence[Any]) -> tuple[Holders, list[Holders]]:
    """Return who sees more by name, and for each right who has it."""
    more = [
        (one.name, url_for("people.named", user=one.handle), sight_words(reach))
        for one in people
        if (reach := sees_by_name(one.authorisations))
    ]
    rights = [_holding(words, right, people) for right, words, _whom in right_cards()]
    return _first(_("People who see more, by name"), more), rights


def _holding(words: str, right: Authorisation, people: Sequence[Any]) -> Holders:
    held = [one for one in people if right in one.authorisations]
    return _first(words, [(one.name, url_for("people.show", user=one.handle), "") for one in held])


def _first(words: str, people: list[tuple[str, str, str]]) -> Holders:
    return Holders(words, people[:NAMES], max(len(people) - NAMES, 0))


@dataclass(frozen=True, slots=True)
class Side:
    """Those who would see more, or fewer: a sentence, names with numbers, and how many there are besides."""

    words: str
    people: list[tuple[str, str]]
    others: int


def foresight(shifts: Sequence[Shift]) -> list[Side]:
    """Word how many requests become visible or hidden, and to whom: those for whom most changes come first."""
    more = sorted((one for one in shifts if one.by > 0), key=lambda one: -one.by)
    fewer = sorted((one for one in shifts if one.by < 0), key=lambda one: one.by)
    sides = []
    if more:
        words = ngettext("%(num)s colleague sees more requests", "%(num)s colleagues see more requests", len(more))
        sides.append(_side(words, more))
    if fewer:
        words = ngettext("%(num)s colleague sees fewer requests", "%(num)s colleagues see fewer requests", len(fewer))
        sides.append(_side(words, fewer))
    return sides


def _side(words: str, shifts: Sequence[Shift]) -> Side:
    people = [(one.name, _by(one)) for one in shifts[:NAMES]]
    return Side(words, people, max(len(shifts) - NAMES, 0))


def _by(one: Shift) -> str:
    number = abs(one.by)
    if one.by > 0:
        words = ngettext("%(num)s request becomes visible", "%(num)s requests become visible", number)
    else:
        words = ngettext("%(num)s request becomes hidden", "%(num)s requests become hidden", number)
    return _("%(change)s (now %(now)s, then %(then)s)", change=words, now=one.now, then=one.then)
