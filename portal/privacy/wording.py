"""The words under which people read what is kept of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_datetime, gettext, lazy_gettext

from tenants.privacy import Section

_ = lazy_gettext

SECTIONS: Mapping[str, Any] = {
    "account": _("Account"),
    "sessions": _("Where you signed in"),
    "passkeys": _("Passkeys"),
    "remembered": _("Devices that do not ask for the second step"),
    "devices": _("Browsers with which you signed in"),
    "sign_ins": _("Your sign-ins"),
    "address_changes": _("Changes of the e-mail address"),
    "directory": _("In the directory"),
    "membership": _("Member of the organisation"),
    "deputies": _("Deputies"),
    "work_account": _("Linked work account"),
    "requests": _("Requests"),
    "messages": _("Messages"),
    "mails": _("E-mails that were sent to us"),
    "following": _("Requests that are followed"),
    "ratings": _("How it went"),
    "drafts": _("Drafts"),
    "views": _("Saved views"),
    "lists": _("Lists that were exported"),
    "news": _("News that was read"),
    "opinions": _("What was thought of articles"),
    "solved": _("Articles that made a request needless"),
    "terms": _("Terms of use that were accepted"),
    "happenings": _("What happened, by the log"),
}
"""The titles of sections."""

VALUES: Mapping[str, Any] = {
    "absent": _("Who is away"),
    "acknowledged": _("Said to have read it"),
    "action": _("What"),
    "answers": _("Answers"),
    "article": _("Article"),
    "asked": _("Asked for"),
    "at": _("When"),
    "author": _("Written by"),
    "authorisations": _("Rights"),
    "came_in": _("Signed in"),
    "confidential": _("Confidential"),
    "day": _("Day"),
    "deputy": _("Deputy"),
    "device": _("Device"),
    "done": _("Done"),
    "email": _("E-mail address"),
    "filed": _("Filed"),
    "filed_by": _("Filed by"),
    "filters": _("Filters"),
    "from": _("From"),
    "helped": _("It helped"),
    "invited": _("Invited"),
    "issuer": _("Issued by"),
    "joined": _("Member since"),
    "kind": _("Kind"),
    "language": _("Language"),
    "made": _("Made"),
    "manager": _("Manager"),
    "missing": _("What is missing"),
    "name": _("Name"),
    "network": _("Network address"),
    "number": _("Number"),
    "personnel_number": _("Personnel number"),
    "read": _("Read"),
    "roles": _("Roles"),
    "said": _("Said"),
    "seen": _("Last seen"),
    "service": _("Service"),
    "state": _("Status"),
    "subject": _("Subject"),
    "switched_off": _("E-mails switched off"),
    "telephone": _("Telephone number"),
    "text": _("Text"),
    "theme": _("Light or dark"),
    "told": _("Hears about it"),
    "unit": _("Unit"),
    "until": _("Until"),
    "verdict": _("Verdict"),
    "version": _("Version"),
    "way": _("How"),
}
"""The labels of values."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as people read it: for each row its labels with what was said."""

    title: str
    rows: list[list[tuple[str, str]]]


def shown_section(section: Section) -> Shown:
    """Word a section; what is empty is left out."""
    rows = [[(_label(name), said) for name, value in row.items() if (said := _said(value))] for row in section.rows]
    return Shown(str(SECTIONS[section.name]), rows)


def _label(name: str) -> str:
    return str(VALUES[name])


def _said(value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case datetime():
            return format_datetime(value, "d MMMM y HH:mm")
        case Mapping():
            return "\n".join(f"{name}: {_said(one)}" for name, one in value.items() if _said(one))
        case list() | tuple():
            return ", ".join(_said(one) for one in value)
    return str(value)
