"""Which language a page speaks, and how it says dates. Times are Dutch time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta
from flask import current_app, g, has_request_context, request, session

from tenants.clock import now

from .speech import gettext, language

LANGUAGES = {"nl": "Nederlands", "en": "English"}
ZONE = ZoneInfo("Europe/Amsterdam")
A_MONDAY = date(2024, 1, 1)


def choose_language() -> str:
    """Return the language of this web request: the account's, else the one chosen here, else the browser's."""
    if not has_request_context():
        return current_app.config["LANGUAGE"]
    if (visitor := g.get("visitor")) is not None:
        return visitor.language
    if (chosen := session.get("language")) in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES, current_app.config["LANGUAGE"])


def choose_theme() -> str:
    """Return system, light or dark."""
    if (visitor := g.get("visitor")) is not None:
        return visitor.theme
    return session.get("theme", "system")


def named(thing: object, name: str) -> str:
    """Return the text `name` of a row in the language of the page: `name_nl` or `name_en`."""
    return getattr(thing, f"{name}_{language()}")


@dataclass(frozen=True, slots=True)
class Said:
    """A moment in words, with the exact one for machines and for who hovers."""

    words: str
    iso: str
    full: str


def _exact(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


@lru_cache(maxsize=4096)
def _spelled(when: date, pattern: str, spoken: str) -> str:
    # A list says the same few dates again and again, and Babel takes its time over each.
    return format_date(when, pattern, locale=spoken)


def today() -> date:
    """Return the day it is in Dutch time."""
    return now().astimezone(ZONE).date()


def said(moment: datetime) -> Said:
    """Say when something happened: `vandaag, 10.21` or `do 19 nov, 09.12`."""
    return _said(moment, today(), language(), (gettext("today"), gettext("yesterday")))


@lru_cache(maxsize=16_384)
def _said(moment: datetime, today: date, spoken: str, nearby: tuple[str, ...]) -> Said:
    # What happened is shown on many pages, and is said alike for a whole day.
    local = moment.astimezone(ZONE)
    days = (today - local.date()).days
    near = nearby[days] if 0 <= days < len(nearby) else ""
    clock = local.strftime("%H.%M" if spoken == "nl" else "%H:%M")
    pattern = "EEE d MMM" if local.year == today.year else "d MMM y"
    day = near or _spelled(local.date(), pattern, spoken).replace(".", "")
    full = f"{_spelled(local.date(), 'EEEE d MMMM y', spoken)}, {clock}"
    return Said(f"{day}, {clock}", _exact(moment), full)


def age(moment: datetime) -> Said:
    """Say how long ago something was: `3 dagen`, `2 maanden`; `vandaag` for less than a day."""
    return _aged(moment, today(), language(), gettext("today"))


@lru_cache(maxsize=16_384)
def _aged(moment: datetime, today: date, spoken: str, new: str) -> Said:
    local = moment.astimezone(ZONE)
    days = (today - local.date()).days
    full = f"{_spelled(local.date(), 'EEEE d MMMM y', spoken)}, {local:%H.%M}"
    return Said(_lasted(days, spoken) if days > 0 else new, _exact(moment), full)


@lru_cache(maxsize=1024)
def _lasted(days: int, spoken: str) -> str:
    return format_timedelta(timedelta(days=days), granularity="day", threshold=2, locale=spoken)


def day(moment: datetime) -> str:
    """Say a date in words: `woensdag 17 februari`, with the year when it is another."""
    return day_said(moment.astimezone(ZONE).date())


def day_said(when: date) -> str:
    """Say a date that has no time, as `day` does."""
    pattern = "EEEE d MMMM" if when.year == today().year else "EEEE d MMMM y"
    return _spelled(when, pattern, language())


def full_day(when: date) -> str:
    """Say a date with its year, whichever year it is."""
    return _spelled(when, "d MMMM y", language())


def day_of_week(weekday: int) -> str:
    """Say a day of the week; 0 is Monday."""
    return _spelled(A_MONDAY + timedelta(days=weekday), "EEEE", language())


def by_when(moment: datetime) -> str:
    """Say a promise: `vandaag 17.00 uur`, `morgen 09.12 uur`, else the day and time."""
    local = moment.astimezone(ZONE)
    clock = local.strftime("%H.%M" if language() == "nl" else "%H:%M")
    days = (local.date() - today()).days
    if days == 0:
        return gettext("today %(time)s", time=clock)
    if days == 1:
        return gettext("tomorrow %(time)s", time=clock)
    return gettext("%(day)s %(time)s", day=day(moment), time=clock)
