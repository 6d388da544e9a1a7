"""What becomes of an application, within how many working days, and from which addresses. Plain Python."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from portal.contact.rules import Holiday, Hours, closing_holiday, opening_on

KEPT_DAYS = 90  # after it was decided
MOST_A_DAY = 3  # applications from one address, known or not
MOST_TOLD_A_DAY = 5  # mails to the admins of one organisation about strangers who apply

WorksOn = Callable[[date], bool]


class State(StrEnum):
    """What became of an application: the worker has not looked, it waits for us, or it is over."""

    NEW = "new"
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    HAS_ADMIN = "has admin"


OVER = (State.APPROVED, State.DECLINED, State.HAS_ADMIN)


def folded_number(number: str) -> str:
    """Return a customer number as it is compared: people write it with dots, dashes and spaces, or without."""
    return "".join(letter for letter in number.casefold() if letter.isalnum())


def working(hours: Hours) -> WorksOn:
    """Say which days are worked on: those on which the telephone is answered; without hours, Monday to Friday."""
    if any(hours.week):
        return lambda day: opening_on(hours, day) is not None
    return lambda day: day.weekday() < 5 and closing_holiday(frozenset({Holiday.PUBLIC}), day) is None


def due_day(asked: date, days: int, works: WorksOn) -> date:
    """Return the last day on which somebody who asked on `asked` hears from us: so many working days later."""
    due = asked
    for _ahead in range(days):
        due = _next(due, works)
    return due


def days_left(today: date, due: date, works: WorksOn) -> int:
    """Return how many working days are left until `due`: 0 on the last day itself, negative when it is late."""
    first, last = sorted((today, due))
    between = sum(works(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))
    return between if due >= today else -max(between, 1)


def presses(left: int) -> bool:
    """Say whether all but one of the working days are gone: who decides is reminded from then on."""
    return left <= 1


LONGEST_CLOSED = 60  # days; who never works waits no longer than this for a day that counts


def _next(day: date, works: WorksOn) -> date:
    for _ahead in range(LONGEST_CLOSED):
        day += timedelta(days=1)
        if works(day):
            return day
    return day
