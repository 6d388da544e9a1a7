"""The one reminder of how it went, to who has not said so yet."""

from flask_babel import gettext as _

from portal.notices.rendering import Part
from portal.web.language import day

from .case import Case, still_resolved
from .letter_parts import ended, is_asked, joined, rating_links, reopen
from .queries import last_resolution

Worded = tuple[str, list[Part]]


def asked_again(case: Case) -> Worded | None:
    """Ask once more, with the same two links as the mail before."""
    resolution = last_resolution(case.ticket)
    links = rating_links(case) if still_resolved(case) else ()
    if resolution is None or not links:
        return None
    since = _("This request was finished on %(day)s. You have not told us yet how it went.", day=day(resolution.at))
    return _("How did it go? %(subject)s", subject=ended(case.ticket.subject)), [
        Part(joined(since, _("It takes a moment and helps us. We do not ask again after this."))),
        Part(_("How did it go?"), links=links),
        reopen(case, _("Does it still not work?")),
    ]


def asked_again_discreetly(case: Case) -> Worded | None:
    """Ask once more about a confidential request: on its page, behind sign-in, and without its subject."""
    if case.member is None or not still_resolved(case) or not is_asked(case):
        return None
    words = joined(
        _("Your request %(reference)s is finished. You have not told us yet how it went.", reference=case.reference),
        _("The request is confidential, so you do that on its page. We do not ask again after this."),
    )
    return _("How did it go with your request?"), [Part(words, links=(case.page(_("Tell us"), "#rating"),))]
