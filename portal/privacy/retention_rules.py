"""How long requests are kept after they were closed, and what may be chosen. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

CHOICES = (1, 3, 6, 12, 24, 36, 60, 84, 120)
"""Months that are offered, as far as the service organisation allows."""


@dataclass(frozen=True, slots=True)
class Kept:
    """For how many months texts and files of one kind are kept after closing; None: until somebody chooses."""

    texts: int | None = None
    files: int | None = None


def offered(shortest: int, longest: int) -> list[int]:
    """Return the months that may be chosen."""
    return [months for months in CHOICES if shortest <= months <= longest]


def files_too_late(kept: Kept) -> bool:
    """Say whether files would outlast the texts they belong to."""
    return kept.texts is not None and (kept.files is None or kept.files > kept.texts)


def before(now: datetime, months: int) -> datetime:
    """Return the moment so many months ago; the last day of a month that has no such day."""
    return _moved(now, -months)


def after(moment: datetime, months: int) -> datetime:
    """Return the moment so many months later, as `before` counts back."""
    return _moved(moment, months)


def _moved(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1)


def written(kept: Mapping[str, Kept]) -> dict[str, list[int | None]]:
    """Return what is kept in the row."""
    return {kind: [one.texts, one.files] for kind, one in kept.items()}


def read(row: Mapping[str, list[int | None]]) -> dict[str, Kept]:
    """Return what a row says, by kind."""
    return {kind: Kept(*both) for kind, both in row.items()}
