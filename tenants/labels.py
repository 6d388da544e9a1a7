"""What an organisation calls the roles of its people. A name changes nothing in what a role may do."""

import json
import unicodedata
from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from .acting import acting_admin
from .context import Member
from .errors import Invalid, NotNow
from .roles import Role, labels_in
from .settings import own_organisation
from .signals import tell

__all__ = ["LONGEST", "OFFICIAL", "check_labels", "choose_labels", "labels_in"]

LONGEST = 30

OFFICIAL: Mapping[Role, frozenset[str]] = {
    Role.EMPLOYEE: frozenset({"employee", "employees", "medewerker", "medewerkers"}),
    Role.MANAGER: frozenset({"manager", "managers", "leidinggevende", "leidinggevenden"}),
    Role.PROFESSIONAL: frozenset({"professional", "professionals"}),
    Role.ADMIN: frozenset({"admin", "admins", "beheerder", "beheerders", "administrator"}),
    Role.AGENT: frozenset({"agent", "agents", "helpdesk", "servicedesk", "balie"}),
    Role.LEAD: frozenset({"lead", "team lead", "teamleider"}),
    Role.SERVICE_ADMIN: frozenset({"service admin", "servicebeheerder"}),
}
"""What each role is called in either language, and what nobody else may be called for that."""


def choose_labels(member: Member, version: int, labels: Mapping[Role, str]) -> None:
    """Keep what an admin calls the roles; "" is what Balie calls it. It counts from the next page on.

    Raises Invalid, at the role, for a name that is no name or that is another role's, NotNow when somebody else
    changed the organisation since `version`.
    """
    acting_admin(member)
    row = own_organisation(member, lock=True)
    if row.version != version:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    check_labels(labels)
    kept = {str(role): label for role, label in labels.items() if label}
    row.role_labels = json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""
    row.version += 1
    tell("organisation.labels", row, by=member, roles=" ".join(sorted(kept)), version=row.version)


def check_labels(labels: Mapping[Role, str]) -> None:
    """Raise Invalid, at the role, for a name that is no name, that is another role's, or that comes twice."""
    taken: dict[str, Role] = {}
    for role, label in labels.items():
        if not label:
            continue
        if len(label) > LONGEST:
            raise Invalid(
                str(role),
                _("Make this shorter: now %(n)s characters, %(max)s at most", n=len(label), max=LONGEST),
            )
        if not label.isprintable() or not any(letter.isalpha() for letter in label):
            raise Invalid(str(role), _("Use letters, digits and signs that everybody can see"))
        same = _folded(label)
        if any(same in names for other, names in OFFICIAL.items() if other is not role):
            raise Invalid(str(role), _("Another role is called this. Choose another name"))
        if taken.setdefault(same, role) is not role:
            raise Invalid(str(role), _("You gave another role this name. Choose another name"))


def _folded(label: str) -> str:
    """Return a name as it is compared: wide letters, accents and capitals make no difference."""
    plain = unicodedata.normalize("NFKD", label).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
