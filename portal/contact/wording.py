"""How to reach us, in words: the card beside a page, and the hours of a week."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.web.language import ZONE, by_when, day_of_week, day_said, language
from portal.web.speech import gettext as _
from tenants.clock import now

from .queries import ContactDetails, contact
from .rules import MIDNIGHT, Hours, Reachable, opening_on, reachable, spans

COMING_WEEKS = 12  # how far ahead closed days are told


@dataclass(frozen=True, slots=True)
class Card:
    """The card "Urgent? Call us": what it shows."""

    telephone: str
    tel: str  # for the link that dials
    email: str
    open: bool
    status: str
    when: str
    customer_number: str


def contact_card(customer_number: str = "") -> Card | None:
    """Return the card for somebody with this customer number; None when nobody said how we are reached."""
    return card_of(contact(), customer_number)


def card_of(found: ContactDetails, customer_number: str) -> Card | None:
    """Return the card of what was read; None when there is neither a telephone nor an address."""
    if not found.telephone and not found.email:
        return None
    state = reachable(found.hours, now())
    return Card(
        telephone=found.telephone,
        tel=dialled(found.telephone),
        email=found.email,
        open=state.now,
        status=_("Open now") if state.now else _("Closed now"),
        when=when_words(state),
        customer_number=customer_number,
    )


def dialled(telephone: str) -> str:
    """Return a number as a telephone dials it from anywhere: `088 000 00 00` -> `+31880000000`."""
    digits = re.sub(r"[^\d+]", "", telephone)
    return f"+31{digits[1:]}" if re.match(r"0[1-9]", digits) else digits


def when_words(state: Reachable) -> str:
    """Say until when the telephone is answered, or from when."""
    if state.turns is None:
        return _("Open day and night.") if state.now else ""
    today = now().astimezone(ZONE).date()
    if state.now:
        last = (state.turns - timedelta(minutes=1)).astimezone(ZONE)
        if last.date() == today:
            return _("Open today until %(time)s.", time=clock((last.hour * 60 + last.minute) + 1))
        return _("Open until %(when)s.", when=by_when(state.turns))
    local = state.turns.astimezone(ZONE)
    time = clock(local.hour * 60 + local.minute)
    match (local.date() - today).days:
        case 0:
            return _("Open today from %(time)s.", time=time)
        case 1:
            return _("Open tomorrow from %(time)s.", time=time)
    return _("Open from %(day)s, %(time)s.", day=day_said(local.date()), time=time)


def clock(minute: int) -> str:
    """Say a time of the day as people do: `8.00`, in English `8:00`."""
    return f"{minute // 60}{'.' if language() == 'nl' else ':'}{minute % 60:02}"


def week_words(hours: Hours) -> list[tuple[str, str]]:
    """Return (days, hours) of a week, days with the same hours together."""
    told = []
    for first, last, opening in spans(hours.week):
        days = day_of_week(first)
        if last > first:
            days = _("%(first)s to %(last)s", first=days, last=day_of_week(last))
        told.append((days[0].upper() + days[1:], opening_words(opening)))
    return told


def opening_words(opening: tuple[int, int]) -> str:
    """Say from when until when: `van 8.00 tot 18.00 uur`."""
    if opening == (0, MIDNIGHT):
        return _("day and night")
    return _("from %(first)s to %(last)s", first=clock(opening[0]), last=clock(opening[1]))


def closed_words(hours: Hours, moment: datetime) -> list[str]:
    """Return the days in the coming weeks on which nobody answers, though it is a day of the week for it."""
    today = moment.astimezone(ZONE).date()
    days = (today + timedelta(days=ahead) for ahead in range(COMING_WEEKS * 7))
    return [day_said(day) for day in days if hours.week[day.weekday()] and not opening_on(hours, day)]
