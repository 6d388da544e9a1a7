"""From when until when somebody is away, in days. Plain Python."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST = timedelta(days=366)


def moments(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when the first day begins and the last one is over, where the people are."""
    return _midnight(first, zone), _midnight(last + timedelta(days=1), zone)


def last_day(ends_at: datetime, zone: ZoneInfo) -> date:
    """Return the last day of a time that ends at a moment."""
    return (ends_at.astimezone(zone) - timedelta(microseconds=1)).date()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
