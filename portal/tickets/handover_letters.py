"""How the mails about a request that was handed over read: to who has it now, and to who had it."""

from flask_babel import gettext as _

from portal.notices.rendering import Part

from .case import Case
from .letter_parts import expected, joined, view
from .lifecycle import Turn


def handed_over(case: Case) -> tuple[str, list[Part]] | None:
    """Who takes over from a colleague that left reads which request it is."""
    if case.entry is None or case.ticket.turn is Turn.NOBODY:
        return None
    leaver = case.entry.detail["was"]
    if case.entry.author_id is None:
        words = _("%(leaver)s has left. You follow this request from now on.", leaver=leaver)
    else:
        words = _(
            "%(leaver)s is leaving. %(name)s asked you to follow this request from now on.",
            leaver=leaver,
            name=case.author,
        )
    return _("You take over: %(subject)s", subject=case.ticket.subject), [
        Part(joined(words, expected(case)), links=(view(case),)),
    ]


def given_to_you(case: Case) -> tuple[str, list[Part]] | None:
    """Who gets a request of a colleague that stays reads which it is."""
    if case.entry is None or case.ticket.turn is Turn.NOBODY:
        return None
    words = _(
        "%(name)s handed this request of %(was)s over to you. You follow it from now on.",
        name=case.author,
        was=case.entry.detail["was"],
    )
    return _("You take over: %(subject)s", subject=case.ticket.subject), [
        Part(joined(words, expected(case)), links=(view(case),)),
    ]


def given_away(case: Case) -> tuple[str, list[Part]] | None:
    """Whose request was handed over reads who has it now, and hears no more of it."""
    if case.entry is None:
        return None
    to = case.entry.detail["to"]
    words = _("%(name)s handed this request over to %(to)s.", name=case.author, to=to)
    return _("%(name)s takes over: %(subject)s", name=to, subject=case.ticket.subject), [
        Part(joined(words, _("You can still read it, and get no more e-mails about it.")), links=(view(case),)),
    ]
