"""The rules of giving roles and authorisations. Plain checks: who asks and who is locked is `members.py`."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from .errors import Invalid
from .roles import BOUND_TO, DESK_ROLES, TENANT_ROLES, Authorisation, Role


def tenant_roles(words: Iterable[str]) -> frozenset[Role]:
    """Read the roles somebody was given; everybody is an employee.

    Raises Invalid for a word that is none, and for roles of the service organisation: those no admin gives.
    """
    given = set(words)
    if not given <= {str(role) for role in TENANT_ROLES}:
        raise Invalid("roles", _("Choose from the roles on this page"))
    return frozenset(Role(word) for word in given) | {Role.EMPLOYEE}


def desk_roles(words: Iterable[str]) -> frozenset[Role]:
    """Read the roles somebody of the service organisation was given. Raises Invalid for none, and for others."""
    given = set(words)
    if not given or not given <= {str(role) for role in DESK_ROLES}:
        raise Invalid("roles", _("Choose at least one of these roles"))
    return frozenset(Role(word) for word in given)


def expect_roles(giver: frozenset[Role], given: frozenset[Role]) -> None:
    """Raise Invalid for roles of the other side of the counter: a tenant's admin gives none of the desk's."""
    if not given <= (DESK_ROLES if giver & DESK_ROLES else TENANT_ROLES):
        raise Invalid("roles", _("Choose from the roles on this page"))


def authorisations_for(roles: frozenset[Role], words: Iterable[str]) -> frozenset[Authorisation]:
    """Read the authorisations somebody was given. Raises Invalid for one that does not go with their roles."""
    given = set(words)
    if not given <= {str(one) for one in BOUND}:
        raise Invalid("authorisations", _("Choose from the rights on this page"))
    authorisations = frozenset(Authorisation(word) for word in given)
    for one in sorted(authorisations):
        if not BOUND_TO[one] & roles:
            raise Invalid("authorisations", BOUND[one])
    return authorisations


BOUND = {
    Authorisation.FILE_CHANGES: _("Requesting changes is for managers and professionals. Give the role, or untick it"),
    Authorisation.SEE_CONFIDENTIAL: _("Seeing confidential requests is for professionals. Give the role, or untick it"),
    Authorisation.PUBLISH_NEWS: _("Writing news is for professionals. Give the role, or untick it"),
}


def only_lowered(
    before: tuple[frozenset[Role], frozenset[Authorisation]], after: tuple[frozenset[Role], frozenset[Authorisation]]
) -> None:
    """Raise Invalid when somebody gives themselves more than they had."""
    if not after[0] <= before[0]:
        raise Invalid("roles", _("You cannot give yourself more roles. Ask another admin"))
    if not after[1] <= before[1]:
        raise Invalid("authorisations", _("You cannot give yourself more rights. Ask another admin"))
