"""The words of cells that come from a closed list: kinds of people, roles, rights, languages. Plain Python."""

import re
from collections.abc import Mapping

from tenants.names import folded
from tenants.persons import PersonKind
from tenants.roles import Authorisation, Role

# fmt: off
KINDS: Mapping[str, PersonKind] = {
    **dict.fromkeys(("medewerker", "collega", "personeel", "employee", "colleague", "staff"), PersonKind.STAFF),
    **dict.fromkeys(("client", "bewoner", "patient", "deelnemer"), PersonKind.CLIENT),
}
ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("medewerker", "employee"), Role.EMPLOYEE),
    **dict.fromkeys(("manager", "leidinggevende"), Role.MANAGER),
    **dict.fromkeys(("professional",), Role.PROFESSIONAL),
    **dict.fromkeys(("beheerder", "admin", "administrator"), Role.ADMIN),
}
SERVICE_ROLES = frozenset({"agent", "lead", "service admin", "service_admin", "servicebeheerder", "teamleider service"})
RIGHTS: Mapping[str, Authorisation] = {
    **dict.fromkeys(("wijzigingen", "wijzigingen aanvragen", "changes", "file changes", "file_changes"),
                    Authorisation.FILE_CHANGES),
    **dict.fromkeys(("vertrouwelijk", "vertrouwelijk zien", "confidential", "see confidential", "see_confidential"),
                    Authorisation.SEE_CONFIDENTIAL),
    **dict.fromkeys(("nieuws", "nieuws schrijven", "news", "publish news", "publish_news"),
                    Authorisation.PUBLISH_NEWS),
}
LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("nl", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("en", "engels", "english"), "en"),
}
# fmt: on

_BETWEEN = re.compile(r"[,;/|+&]")


def several(text: str) -> list[str]:
    """Return the words of a cell that may hold more than one, folded."""
    return [word for part in _BETWEEN.split(folded(text)) if (word := " ".join(part.split()))]
