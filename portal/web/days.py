"""Days as people type them. A browser's own date field follows the browser's language, not the page's."""

import re
from datetime import date, datetime, time

EXAMPLE = "24-12-2026"
WAYS = (
    r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})",
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",  # what a keypad with digits only can give
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
)


def day_in(text: str) -> date | None:
    """Read a day: 24-12-2026, 24/12/2026, 24.12.2026, 24122026 or 2026-12-24. None for what is no day."""
    for way in WAYS:
        if found := re.fullmatch(way, text.strip(), re.ASCII):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None


def moment_in(text: str) -> datetime | None:
    """Read a day and a time, without a zone: 24-12-2026 14.00, 24-12-2026 14:00 or 2026-12-24T14:00."""
    found = re.fullmatch(r"(?P<day>.+?)[ T]+(?P<hour>\d{1,2})[.:](?P<minute>\d{2})", text.strip(), re.ASCII)
    day = day_in(found["day"].rstrip(",")) if found else None
    if found is None or day is None:
        return None
    try:
        return datetime.combine(day, time(int(found["hour"]), int(found["minute"])))
    except ValueError:
        return None


def day_typed(day: date) -> str:
    """Return a day as it stands in a field: 24-12-2026."""
    return f"{day:%d-%m-}{day.year:04}"


def moment_typed(moment: datetime) -> str:
    """Return a moment as it stands in a field: 24-12-2026 14.00."""
    return f"{day_typed(moment)} {moment:%H.%M}"
