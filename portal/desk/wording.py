"""How the desk words things: views, clocks, moments in lists, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.tickets.lifecycle import DESK_REASONS
from portal.tickets.rules import Complaint
from portal.tickets.wording import complaint_words, reason_words
from portal.web.language import ZONE, language
from tenants.clock import now

from .rules import ME, NOBODY, Clock, Colleague, Tone

ICONS = {"mine": "user", "unassigned": "inbox", "waiting": "hand", "unhappy": "frown", "all": "layers"}


def view_words(view: str) -> str:
    """Return the name of a view that is no department."""
    match view:
        case "mine":
            return _("My work")
        case "unassigned":
            return _("Unassigned")
        case "waiting":
            return _("Waiting for the customer")
        case "unhappy":
            return _("Dissatisfied")
    return _("All requests")


def order_words(view: str) -> str:
    """Say how a view is sorted."""
    match view:
        case "all":
            return _("Newest first")
        case "waiting":
            return _("Soonest date first")
    return _("First to be late")


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock as it is shown."""

    tone: str
    words: str


def clock_shown(clock: Clock, *, promised: bool = True) -> ClockShown:
    """Say what is left of a promise: `1 h 04 left`; `promised` is whether there is a date at all."""
    if clock.tone is Tone.STOP:
        return ClockShown("stop", _("clock stands still") if promised else _("no date"))
    over = clock.tone is Tone.OVER
    if clock.days:
        days = clock.days
        left = ngettext("%(num)d day late", "%(num)d days late", days) if over else ""
        return ClockShown(clock.tone, left or ngettext("%(num)d day left", "%(num)d days left", days))
    if clock.hours:
        pair = {"h": clock.hours, "min": f"{clock.minutes:02}"}
        return ClockShown(clock.tone, _("%(h)s h %(min)s late", **pair) if over else _("%(h)s h %(min)s left", **pair))
    minutes = clock.minutes
    return ClockShown(clock.tone, _("%(n)s min late", n=minutes) if over else _("%(n)s min left", n=minutes))


def when_words(moment: datetime, spoken: str) -> str:
    """Say in a narrow column when something happened: `10.52`, `yesterday`, `Tue`, `19 Nov`, `3 Feb 2025`."""
    local, today = moment.astimezone(ZONE), now().astimezone(ZONE).date()
    days = today - local.date()
    if days == timedelta(0):
        return local.strftime("%H.%M" if spoken == "nl" else "%H:%M")
    if days == timedelta(1):
        return _("yesterday")
    if timedelta(0) < days < timedelta(7):
        return format_date(local, "EEE", locale=spoken).replace(".", "")
    return short_day(moment)


def short_day(moment: datetime) -> str:
    """Say a date in a narrow place: `19 Nov`, with the year when it is another."""
    local = moment.astimezone(ZONE)
    pattern = "d MMM" if local.year == now().astimezone(ZONE).year else "d MMM y"
    return format_date(local, pattern, locale=language()).replace(".", "")


def capped(number: int, at_most: int) -> str:
    """Say a count: `99+` when counting stopped at `at_most`, nothing for nothing."""
    return f"{at_most - 1}+" if number >= at_most else str(number or "")


def complaints_said(reasons: Iterable[Complaint]) -> list[str]:
    """Return what was wrong, in words, in the order in which it was asked."""
    said = set(reasons)
    return [complaint_words(complaint) for complaint in Complaint if complaint in said]


def choice_words(choice: str, my_name: str, away: Colleague | None = None) -> str:
    """Return how one of those to whom a request can be given is called, and who stands in when they are away."""
    if away is not None and away.away_until is not None and choice != ME:
        day = short_day(away.away_until - timedelta(microseconds=1))
        return _("%(name)s (away until %(day)s, %(deputy)s stands in)", name=choice, day=day, deputy=away.deputy)
    match choice:
        case str() if choice == ME:
            return _("Me (%(name)s)", name=my_name)
        case str() if choice == NOBODY:
            return _("Nobody")
    return choice


def reasons() -> list[tuple[str, str]]:
    """Return why the desk can resolve a request, as (value, words) for a form."""
    return [(str(reason), reason_words(reason)) for reason in DESK_REASONS]
