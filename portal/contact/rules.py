"""When the telephone is answered. Plain Python; the moment is passed in, hours are Dutch time.

A day is open once, from one minute of the day to a later one (1440 is midnight at its end), or not at all.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from .calendar import Holiday, holidays_of

ZONE = ZoneInfo("Europe/Amsterdam")
MIDNIGHT = 24 * 60
AHEAD = 370  # days in which the next opening is looked for

Opening = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hours:
    """A week from Monday on, and the days on which it does not hold."""

    week: tuple[Opening | None, ...] = (None,) * 7
    closed: frozenset[date] = frozenset()
    holidays: frozenset[Holiday] = frozenset()


@dataclass(frozen=True, slots=True)
class Reachable:
    """Whether the telephone is answered now, and when that changes; `turns` is None when it never does."""

    now: bool
    turns: datetime | None


def reachable(hours: Hours, moment: datetime) -> Reachable:
    """Say whether the telephone is answered at `moment`, and until when, or from when (in UTC)."""
    moment = moment.astimezone(UTC)  # moments of one zone would be compared by the clock on the wall
    today = moment.astimezone(ZONE).date()
    opening = opening_on(hours, today)
    if opening and _at(today, opening[0]) <= moment < _at(today, opening[1]):
        return Reachable(True, _closes(hours, today))
    for ahead in range(AHEAD):
        day = today + timedelta(days=ahead)
        if (coming := opening_on(hours, day)) and _at(day, coming[0]) > moment:
            return Reachable(False, _at(day, coming[0]))
    return Reachable(False, None)


def opening_on(hours: Hours, day: date) -> Opening | None:
    """Return from and until which minute of a day the telephone is answered; None when it is not."""
    if day in hours.closed or closing_holiday(hours.holidays, day):
        return None
    return hours.week[day.weekday()]


def closing_holiday(kinds: frozenset[Holiday], day: date) -> Holiday | None:
    """Return the kind of holiday a day is, when it is one of `kinds`."""
    kind = holidays_of(day.year).get(day)
    return kind if kind in kinds else None


def spans(week: tuple[Opening | None, ...]) -> list[tuple[int, int, Opening]]:
    """Return runs of days with the same hours as (first weekday, last weekday, hours): what people say of a week."""
    open_days = [(day, opening) for day, opening in enumerate(week) if opening]
    if not open_days:
        return []
    breaks = [0]
    for place, ((day, opening), (after, coming)) in enumerate(pairwise(open_days), 1):
        if after != day + 1 or coming != opening:
            breaks.append(place)
    ends = [*breaks[1:], len(open_days)]
    return [
        (open_days[first][0], open_days[end - 1][0], open_days[first][1])
        for first, end in zip(breaks, ends, strict=True)
    ]


def _closes(hours: Hours, day: date) -> datetime | None:
    """Return when an open telephone closes: open until midnight, it may be open the next day from its start."""
    for _ahead in range(AHEAD):
        opening = opening_on(hours, day)
        if opening and opening[1] < MIDNIGHT:
            return _at(day, opening[1])
        day += timedelta(days=1)
        coming = opening_on(hours, day)
        if not coming or coming[0] > 0:
            return _at(day, 0)
    return None


def _at(day: date, minute: int) -> datetime:
    days, left = divmod(minute, MIDNIGHT)
    day += timedelta(days=days)
    return datetime(day.year, day.month, day.day, left // 60, left % 60, tzinfo=ZONE).astimezone(UTC)
