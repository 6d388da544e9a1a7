"""When the stories of the demo happen: the desk works on weekdays from eight to six, and nothing is in the future."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from portal.tickets.rules import ZONE

from .cast import PEOPLE
from .story import Story

OPENS, CLOSES = time(8), time(18)
PAUSE = timedelta(minutes=12)
"""Between two acts in one request, at least."""

DESK = frozenset(one.first_name for one in PEOPLE if one.house == "NOVA")


def timetable(stories: Sequence[Story], begin: datetime) -> list[list[datetime]]:
    """Return for each story when it was filed and when each act happened, as its hours say, in working hours.

    What would fall in the night or a weekend happens after it, or before it when that has not come yet. Of an
    organisation's requests the one that is filed later stays so: their numbers are always the same.
    """
    times = [_times(place, story, begin) for place, story in enumerate(stories)]
    before: dict[str, datetime] = {}
    for place in sorted(range(len(stories)), key=lambda place: stories[place].days):
        story, moments = stories[place], times[place]
        limit = before.get(story.organisation, begin + PAUSE) - PAUSE
        moments[0] = before[story.organisation] = min(moments[0], limit)
    return times


def _times(place: int, story: Story, begin: datetime) -> list[datetime]:
    """Return when a story was filed and when each of its acts happened."""
    moments = [begin - timedelta(days=story.days)]
    for count, act in enumerate(story.acts):
        moment = max(moments[0] + timedelta(hours=act.after), moments[-1] + (PAUSE if count else timedelta(0)))
        moments.append(opening(moment, _spread(place, count)) if act.who in DESK else moment)
    return moments if moments[-1] <= begin else _times_before(place, story, begin)


def _times_before(place: int, story: Story, begin: datetime) -> list[datetime]:
    filed, latest = begin - timedelta(days=story.days), begin
    moments: list[datetime] = []
    for count, act in reversed(list(enumerate(story.acts))):
        moment = min(filed + timedelta(hours=act.after), latest)
        moments.append(closing(moment, _spread(place, count)) if act.who in DESK else moment)
        latest = moments[-1] - PAUSE
    return [min(filed, latest), *reversed(moments)]


def _spread(place: int, count: int) -> timedelta:
    return timedelta(minutes=10 + 37 * (7 * place + count) % 160)


def opening(moment: datetime, spread: timedelta) -> datetime:
    """Return `moment` when the desk is open then, else so long after it opens again."""
    local = moment.astimezone(ZONE)
    if _is_open(local):
        return moment
    day = local.date() + timedelta(days=local.time() >= CLOSES)
    day += timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
    return datetime.combine(day, OPENS, tzinfo=ZONE) + spread


def closing(moment: datetime, spread: timedelta) -> datetime:
    """Return `moment` when the desk is open then, else so long before it last closed."""
    local = moment.astimezone(ZONE)
    if _is_open(local):
        return moment
    day = local.date() - timedelta(days=local.time() < CLOSES)
    return datetime.combine(working_day(day), CLOSES, tzinfo=ZONE) - spread


def _is_open(local: datetime) -> bool:
    return local.weekday() < 5 and OPENS <= local.time() < CLOSES


def working_day(day: date) -> date:
    """Return this day, or the Friday before it when it is in a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
