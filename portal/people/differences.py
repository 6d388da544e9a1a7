"""What changed in a member while somebody else filled in the form."""

from typing import Any

from flask_babel import gettext as _

from tenants.directory import KEEP
from tenants.roles import Authorisation, Role

from .forms import MemberForm
from .wording import rights_words, roles_words


def differences(row: Any, form: MemberForm) -> list[tuple[str, str, str]]:
    """Return (field, as it is now, as it was filled in) of all that differ, in words."""
    nothing = _("nothing")
    pairs = [
        (_("Name"), row.name, form.name.data),
        (_("Roles"), roles_words(row.roles), roles_words(_read(Role, form.roles.data))),
        (_("Rights"), rights_words(row.authorisations), rights_words(_read(Authorisation, form.authorisations.data))),
        (_("Unit"), row.unit or "", form.unit.data or ""),
        (_("Personnel number"), row.personnel_number or "", form.personnel_number.data or ""),
    ]
    if form.manager.data != KEEP and bool(form.manager.data) != bool(row.manager_id):
        pairs.append((_("Manager"), row.manager_name or "", ""))
    return [(field, now or nothing, typed or nothing) for field, now, typed in pairs if now != typed]


def _read(kind: Any, words: Any) -> frozenset[Any]:
    known = {str(one): one for one in kind}
    return frozenset(known[word] for word in words or () if word in known)
