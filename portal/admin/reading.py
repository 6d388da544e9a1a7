"""Read what people type in the set-up: times, dates, telephone numbers; and write it as they would."""

import re
from datetime import date, datetime

MOST_DAYS = 100


class NotReadable(ValueError):
    """This is not what was asked for; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def minute_of(text: str) -> int:
    """Return the minute of the day: `8:30`, `08.30` or `8` -> 510, 510, 480. 24:00 is midnight, as is 0:00."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-4])(?:[:.]([0-5][0-9]))?", text.strip(), re.ASCII)
    if not found or (found[1] == "24" and found[2] not in (None, "00")):
        raise NotReadable(text)
    return (int(found[1]) * 60 + int(found[2] or 0)) % (24 * 60)


def minutes_said(minute: int) -> str:
    """Return a minute of the day as a field for a time wants it; midnight at its end is `00:00`."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def days_in(text: str) -> frozenset[date]:
    """Return the dates of a text with one on each line, `24-12-2026` or `2026-12-24`."""
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    if len(lines) > MOST_DAYS:
        raise NotReadable(lines[MOST_DAYS])
    return frozenset(map(_day, lines))


def day_of(day: date) -> str:
    """Return a date as it is typed: `24-12-2026`."""
    return f"{day.day}-{day.month}-{day.year}"


def telephone_of(text: str) -> str:
    """Return a telephone number as it was typed; "" for what no telephone can dial."""
    digits = re.sub(r"[ ()./-]", "", text)
    return text if re.fullmatch(r"\+?[0-9]{3,15}", digits, re.ASCII) else ""


def _day(line: str) -> date:
    for pattern in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(line, pattern).date()
        except ValueError:
            continue
    raise NotReadable(line)
