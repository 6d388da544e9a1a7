"""The roles of people, and the authorisations an admin gives on top of them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from .terms import Term


class Role(Term):
    """Every member of a tenant is an employee; the other tenant roles add to it."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    PROFESSIONAL = "professional"
    ADMIN = "admin"
    AGENT = "agent"
    LEAD = "lead"
    SERVICE_ADMIN = "service_admin"


TENANT_ROLES = frozenset({Role.EMPLOYEE, Role.MANAGER, Role.PROFESSIONAL, Role.ADMIN})
DESK_ROLES = frozenset({Role.AGENT, Role.LEAD, Role.SERVICE_ADMIN})


@lru_cache(maxsize=1024)
def labels_in(text: str) -> Mapping[Role, str]:
    """Return what an organisation calls its roles, as `role_labels` of its row holds it."""
    return MappingProxyType({Role(role): label for role, label in json.loads(text or "{}").items()})


class Authorisation(Term):
    """What an admin may give one member beyond their roles."""

    FILE_CHANGES = "file_changes"
    SEE_CONFIDENTIAL = "see_confidential"
    PUBLISH_NEWS = "publish_news"
    SEE_UNIT = "see_unit"
    SEE_ALL = "see_all"


SIGHTS = frozenset({Authorisation.SEE_UNIT, Authorisation.SEE_ALL})
"""Authorisations by which one person, by name, sees more than their roles do. Given apart: see `widening.py`."""


class Side(Term):
    """On which side of the counter someone acts."""

    CUSTOMER = "customer"
    FIRST_LINE = "first_line"
    DESK = "desk"
    SYSTEM = "system"


class Topic(Term):
    """News by mail that somebody may switch off. What they were promised, or must answer, has no topic."""

    CONFIRMATION = "confirmation"
    REPLIES = "replies"
    MOVES = "moves"
    REOPENED = "reopened"
    THANKS = "thanks"
    NEWS = "news"


ONLY_WHEN_ASKED = frozenset({Topic.NEWS})
"""What comes only to who asks for it."""


BOUND_TO = {
    Authorisation.FILE_CHANGES: frozenset({Role.MANAGER, Role.PROFESSIONAL}),
    Authorisation.SEE_CONFIDENTIAL: frozenset({Role.PROFESSIONAL}),
    Authorisation.PUBLISH_NEWS: frozenset({Role.PROFESSIONAL}),
    Authorisation.SEE_UNIT: frozenset({Role.EMPLOYEE}),
    Authorisation.SEE_ALL: frozenset({Role.EMPLOYEE}),
}
"""The roles with which an authorisation goes; any of them will do."""
