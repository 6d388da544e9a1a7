"""When things happen: promises, waiting, reopening, rating. Plain Python; the time is passed in.

Source: the terms are told to customers on the request page and in the mails.
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tenants.terms import Term

ZONE = ZoneInfo("Europe/Amsterdam")

WAIT = timedelta(days=14)  # for the customer, after a question or an answer
REMIND_BEFORE = (timedelta(days=7), timedelta(days=2))
REOPEN_WITHIN = timedelta(days=30)
NO_DATE = timedelta(days=90)  # where work without a promised date stands in the desk's order
RATING_CHANGES_WITHIN = timedelta(days=14)
RATING_LINK_LASTS = timedelta(days=30)
FOLLOW_UP_WORKING_DAYS = 2
ASK_AGAIN_WORKING_DAYS = 5
ASK_AGAIN_WITHIN = RATING_CHANGES_WITHIN  # a worker that stood still does not ask about what is long ago


class Verdict(Term):
    """How it went, says the person who was helped."""

    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"


class Complaint(Term):
    """What was wrong when somebody is dissatisfied."""

    WAITED = "waited"
    NOT_SOLVED = "not_solved"
    UNCLEAR = "unclear"
    NOT_HEARD = "not_heard"
    OTHER = "other"


def promise(moment: datetime, hours: int | None) -> datetime | None:
    """Return before when the customer hears from a department that answers within `hours` of `moment`."""
    return None if hours is None else moment + timedelta(hours=hours)


def end_of_day(moment: datetime, days: int) -> datetime:
    """Return the end of the day, in Dutch time, `days` days after `moment`: a date promised in words."""
    return end_of(moment.astimezone(ZONE).date() + timedelta(days=days))


def end_of(day: date) -> datetime:
    """Return the last minute of a day in Dutch time."""
    return datetime.combine(day, time(23, 59), tzinfo=ZONE)


def reminders(asked_at: datetime, until: datetime) -> list[datetime]:
    """Return when a customer is reminded before `until`, at nine in the morning; what lies in the past is left out."""
    days = [(until.astimezone(ZONE) - before).date() for before in REMIND_BEFORE]
    mornings = [datetime.combine(day, time(9, 0), tzinfo=ZONE) for day in days]
    return [morning for morning in mornings if morning > asked_at]


def ask_again_at(resolved_at: datetime) -> datetime:
    """Return when who has not said how it went is asked once more: the fifth working day, at nine in the morning."""
    return working_days_later(resolved_at, ASK_AGAIN_WORKING_DAYS, time(9, 0))


def working_days_later(moment: datetime, days: int, clock: time = time(17, 0)) -> datetime:
    """Return the working day (Monday to Friday) that is `days` after `moment`, at its end or another Dutch time."""
    day = moment.astimezone(ZONE).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return datetime.combine(day, clock, tzinfo=ZONE)


def numbers_in(text: str) -> list[str]:
    """Return the personnel numbers in a text that was pasted, each once: between them stand spaces, commas, lines."""
    return [number for number in dict.fromkeys(re.split(r"[\s,;]+", text)) if number]
