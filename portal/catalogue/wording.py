"""How the kinds of requests are called, wherever one is named."""

from dataclasses import dataclass

from flask import g

from portal.web.speech import gettext
from portal.web.speech import lazy_gettext as _
from tenants.roles import Role

from .fields import Words
from .rules import Kind


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind in words: its name, what somebody does who files it, and what the pages of filing say."""

    kind: Kind
    icon: str
    name: Words
    title: Words
    sentence: Words
    about: Words
    sent: Words
    another: Words


KINDS = {
    one.kind: one
    for one in (
        KindWords(
            Kind.QUESTION,
            "message-circle-question-mark",
            _("Question"),
            _("Ask a question"),
            _("You want to know how something works."),
            _("What is your question about?"),
            _("Your question is sent"),
            _("Ask something else"),
        ),
        KindWords(
            Kind.PROBLEM,
            "bug",
            _("Problem"),
            _("Report a problem"),
            _("Something does not work, or goes wrong."),
            _("What is the problem about?"),
            _("Your report is sent"),
            _("Report something else"),
        ),
        KindWords(
            Kind.CHANGE,
            "pencil-ruler",
            _("Change"),
            _("Request a change"),
            _("You want something to work differently."),
            _("What is the change about?"),
            _("Your request for a change is sent"),
            _("Request something else"),
        ),
    )
}


def role_words(role: Role) -> str:
    """Name a role as a group of readers, as the organisation of this page calls it."""
    member = g.get("member")
    if label := member.labels.get(role) if member else "":
        return gettext("%(role)s (everybody)", role=label) if role is Role.EMPLOYEE else label
    match role:
        case Role.MANAGER:
            return gettext("Managers")
        case Role.PROFESSIONAL:
            return gettext("Professionals")
        case Role.ADMIN:
            return gettext("Admins")
    return gettext("Employees (everybody)")
