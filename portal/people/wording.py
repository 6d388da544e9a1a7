"""Roles, rights and standings of members, in words."""

from collections.abc import Iterable

from flask import g
from flask_babel import gettext as _

from portal.tickets.wording import Pill
from tenants.roles import Authorisation, Role

from .rules import Standing, Task

CHOSEN_ROLES = (Role.MANAGER, Role.PROFESSIONAL, Role.ADMIN)
"""The roles an admin chooses; everybody is an employee besides."""


ALL_ROLES = (Role.EMPLOYEE, *CHOSEN_ROLES)


def role_words(role: Role) -> str:
    """Name a role, as the organisation of this page calls it."""
    member = g.get("member")
    return (member and member.labels.get(role)) or official_words(role)


def official_words(role: Role) -> str:
    """Name a role, as it is called everywhere."""
    match role:
        case Role.MANAGER:
            return _("Manager")
        case Role.PROFESSIONAL:
            return _("Professional")
        case Role.ADMIN:
            return _("Admin")
    return _("Employee")


def roles_words(roles: Iterable[Role]) -> str:
    """Name the roles of somebody; who has no other is an employee."""
    held = set(roles)
    named = [role_words(role) for role in CHOSEN_ROLES if role in held]
    return ", ".join(named) or role_words(Role.EMPLOYEE)


def role_cards() -> list[tuple[Role, str, str]]:
    """Return (role, name, what it may do) of each role that an admin chooses."""
    said = {
        Role.MANAGER: _("Sees and follows the requests of the people below them."),
        Role.PROFESSIONAL: _("Sees the requests of the whole organisation and can reply to all of them."),
        Role.ADMIN: _("Invites colleagues and decides what they may do."),
    }
    return [(role, role_words(role), _beside(role) + said[role]) for role in CHOSEN_ROLES]


def _beside(role: Role) -> str:
    """Return the name that everybody knows, where the organisation has another."""
    return "" if role_words(role) == official_words(role) else f"{official_words(role)}. "


def right_cards() -> list[tuple[Authorisation, str, str]]:
    """Return (right, name, for whom) of each right that an admin gives besides."""
    return [
        (Authorisation.FILE_CHANGES, _("May request changes"), _("For managers and professionals.")),
        (Authorisation.SEE_CONFIDENTIAL, _("May see confidential requests"), _("For professionals.")),
        (Authorisation.PUBLISH_NEWS, _("May write news for colleagues"), _("For professionals.")),
    ]


def rights_words(rights: Iterable[Authorisation]) -> str:
    """Name the rights of somebody."""
    held = set(rights)
    return ", ".join(name for right, name, _whom in right_cards() if right in held)


def task_words(task: Task) -> str:
    """Name a task of setting an organisation up."""
    match task:
        case Task.DETAILS:
            return _("Check your details")
        case Task.COLLEAGUES:
            return _("Add colleagues")
        case Task.RIGHTS:
            return _("Who may what")
        case Task.SIGHT:
            return _("Who sees requests")
        case Task.TERMS:
            return _("Terms of use")


def standing_label(standing: Standing) -> Pill:
    """Return how somebody stands in the organisation, as a label."""
    match standing:
        case Standing.ACTIVE:
            return Pill("ok", "circle-check", _("Active"))
        case Standing.INVITED:
            return Pill("new", "mail", _("Invited"))
        case Standing.WITHDRAWN:
            return Pill("done", "undo-2", _("Invitation withdrawn"))
    return Pill("done", "lock", _("Deactivated"))
