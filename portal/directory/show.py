"""What the pages of the directory show."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.people.rules import standing
from portal.people.wording import standing_label
from portal.tickets.wording import Pill
from tenants.persons import PersonKind

from .person_queries import Who


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody as the list shows them."""

    href: str
    public_id: str
    name: str
    number: str
    unit: str
    manager: str
    label: Pill
    active: bool


def row_shown(row: Any) -> Row:
    """Return a line of the list."""
    href = url_for("people.show", user=row.handle) if row.handle else url_for("persons.show", person=row.public_id)
    number = row.personnel_number or ""
    return Row(href, row.public_id, row.name, number, row.unit or "", row.manager_name or "", _label(row), row.active)


def _label(row: Any) -> Pill:
    if row.handle:
        return standing_label(standing(row.account_active, row.joined_at))
    if not row.active:
        return Pill("done", "archive", _("No longer here"))
    if row.kind == PersonKind.CLIENT:
        return Pill("new", "user", _("Client"))
    return Pill("done", "user", _("No account"))


def who_words(who: Who) -> str:
    """Name the people that a filter leaves."""
    match who:
        case Who.STAFF:
            return _("Colleagues")
        case Who.WITHOUT:
            return _("Colleagues without an account")
        case Who.CLIENTS:
            return _("Clients")
    return _("No longer here")
