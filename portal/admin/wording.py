"""The roles of the service organisation, in words."""

from collections.abc import Iterable

from flask_babel import gettext as _

from tenants.roles import Role


def desk_role_cards() -> list[tuple[Role, str, str]]:
    """Return (role, name, what it may do) of each role of the service organisation."""
    return [
        (Role.AGENT, _("Agent"), _("Reads and answers the requests of customers.")),
        (Role.LEAD, _("Lead"), _("Does that too, gives requests to others, and answers who is not satisfied.")),
        (Role.SERVICE_ADMIN, _("Service admin"), _("Sets up customers, services, people and news. Reads no requests.")),
    ]


def desk_roles_words(roles: Iterable[Role]) -> str:
    """Name the roles of somebody."""
    held = set(roles)
    return ", ".join(words for role, words, _more in desk_role_cards() if role in held)
