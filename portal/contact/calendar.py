"""The Dutch holidays of a year, from a list that was made with the library `holidays`.

To know nine days, the library loads those of every country of the world: eleven megabytes in every web process, for
the card that says when the telephone is answered. So it is asked beforehand, for the years of `LISTED`, and here only
for a year that is not among them. `python -m portal.contact.calendar` makes the list anew; a test compares it with
the library.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

LIST = Path(__file__).parent / "holidays.txt"
LISTED = range(2025, 2051)


class Holiday(StrEnum):
    """Kinds of days on which a telephone may be silent."""

    PUBLIC = "public"
    GOOD_FRIDAY = "good_friday"
    LIBERATION_DAY = "liberation_day"


@lru_cache(maxsize=16)
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """Return the Dutch holidays of a year. Good Friday and Liberation Day are for each organisation to choose."""
    return {day: kind for day, kind in _listed().items() if day.year == year} or computed(year)


def computed(year: int) -> Mapping[date, Holiday]:
    """Return the same as the library knows it."""
    from holidays.countries.netherlands import Netherlands

    official = dict.fromkeys(Netherlands(years=year), Holiday.PUBLIC)
    easter = next(day for day, name in Netherlands(years=year, language="nl").items() if name == "Eerste paasdag")
    return official | {easter - timedelta(days=2): Holiday.GOOD_FRIDAY, date(year, 5, 5): Holiday.LIBERATION_DAY}


@cache
def _listed() -> Mapping[date, Holiday]:
    lines = (line.split() for line in LIST.read_text().splitlines())
    return {date.fromisoformat(day): Holiday(kind) for day, kind in lines}


if __name__ == "__main__":
    found = sorted(pair for year in LISTED for pair in computed(year).items())
    LIST.write_text("".join(f"{day} {kind}\n" for day, kind in found))
