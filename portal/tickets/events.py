"""How an event on the timeline of a request reads: one line that says who did what."""

from datetime import datetime
from typing import Any

from markupsafe import Markup

from portal.web.language import day, language
from portal.web.speech import gettext as _
from tenants.roles import Side

from .lifecycle import Reason
from .wording import reason_words

EVENT_ICONS = {
    "moved": "folder-input",
    "assigned": "user",
    "resolved": "circle-check",
    "extended": "alarm-clock",
    "reopened": "rotate-ccw",
    "closed": "archive",
    "made good": "message-square",
    "reminded": "mail",
    "asked": "hand",
    "handed over": "users",
    "taken over": "user",
    "objected": "triangle-alert",
    "watched": "eye",
    "made confidential": "lock",
    "opened up": "lock-open",
}


def event_words(entry: Any) -> Markup:
    """Word an event of the timeline as one line."""
    who = Markup("<b>{}</b>").format(entry.author_name) if entry.author_name else Markup("Balie")
    match entry.event:
        case "moved":
            name = Markup("<b>{}</b>").format(entry.detail[language()])
            return _line(_("%(who)s moved this to %(department)s", who=who, department=name))
        case "assigned":
            to = entry.detail.get("to")
            if not to:
                return _line(_("%(who)s gave this back to the team", who=who))
            if to == entry.author_name:
                return _line(_("%(who)s took this", who=who))
            return _line(_("%(who)s assigned this to %(to)s", who=who, to=Markup("<b>{}</b>").format(to)))
        case "resolved":
            return _line(_resolved_words(entry, who))
        case "extended":
            until = Markup("<b>{}</b>").format(day(datetime.fromisoformat(entry.detail["until"])))
            return _line(_("%(who)s asked for more time, until %(until)s", who=who, until=until))
        case "reopened":
            return _line(_("%(who)s reopened this", who=who))
        case "closed":
            return _line(_("Closed, 30 days after it was solved"))
        case "asked":
            until = Markup("<b>{}</b>").format(day(datetime.fromisoformat(entry.detail["until"])))
            return _line(_("%(who)s waits for a reply until %(until)s", who=who, until=until))
        case "handed over":
            was, to = (Markup("<b>{}</b>").format(entry.detail[name]) for name in ("was", "to"))
            return _line(_("%(who)s handed this over from %(was)s to %(to)s", who=who, was=was, to=to))
        case "reminded":
            return _line(_("A reminder went out by e-mail"))
        case "taken over":
            filer = Markup("<b>{}</b>").format(entry.detail["filer"])
            return _line(_("%(who)s took this over from %(filer)s", who=who, filer=filer))
        case "objected":
            return _line(_("%(who)s says that something is not right", who=who))
        case "watched":
            names = Markup(", ").join(Markup("<b>{}</b>").format(name) for name in entry.detail["names"])
            return _line(_("%(who)s let %(names)s follow this", who=who, names=names))
        case "made confidential":
            return _line(_("%(who)s made this confidential", who=who))
        case "opened up":
            return _line(_("%(who)s made this visible again: it is no longer confidential", who=who))
    return who


def _resolved_words(entry: Any, who: Markup) -> str:
    reason = Reason(entry.detail.get("reason", Reason.SOLVED))
    if reason is Reason.WITHDRAWN:
        return _("%(who)s withdrew the request", who=who)
    if reason is Reason.NO_RESPONSE:
        return _("Closed because there was no response")
    words = Markup("<b>{}</b>").format(reason_words(reason))
    if entry.side is Side.CUSTOMER:
        return _("%(who)s says it is solved", who=who)
    return _("%(who)s finished this: %(reason)s", who=who, reason=words)


def _line(text: str) -> Markup:
    # The sentences are ours; what comes from people was escaped when it was put in.
    return Markup(text)  # noqa: S704 - names were escaped before
