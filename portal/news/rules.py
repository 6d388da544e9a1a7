"""What a broadcast is: its kinds and states, when who has not read it is reminded, and how it begins."""

from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a broadcast is about; it chooses the icon and the colour."""

    OUTAGE = "outage"
    UPDATE = "update"
    IMPORTANT = "important"
    NEWS = "news"


class State(StrEnum):
    """Where a broadcast is. The clock alone moves it from scheduled to published, and on to ended."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    ENDED = "ended"


class Round(StrEnum):
    """The rounds of mail about a broadcast: for who wants its mail, or for everybody who must read it."""

    NEWS = "news"
    MUST_READ = "must read"
    REMINDER = "must read reminder"


REMIND_BEFORE = timedelta(days=2)
"""How long before its date a must-read is mailed again, to who has not read it."""

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
LONGEST_EXCERPT = 180
LONGEST_CODE = 40


def is_code(text: str) -> bool:
    """Say whether this can be the name of a broadcast in an address: not every text can be asked for."""
    return text.isascii() and text.isalnum() and len(text) <= LONGEST_CODE


def state_of(released: bool, starts_at: datetime | None, ends_at: datetime | None, moment: datetime) -> State:
    """Return the state at a moment of a broadcast that was released for these dates, or not yet released."""
    if not released or starts_at is None:
        return State.DRAFT
    if ends_at is not None and ends_at <= moment:
        return State.ENDED
    return State.SCHEDULED if starts_at > moment else State.PUBLISHED


def rounds(starts_at: datetime, read_before: datetime | None, moment: datetime) -> list[tuple[Round, datetime]]:
    """Return when which mails go out: when it starts, and once more shortly before the date."""
    first = max(starts_at, moment)
    if read_before is None:
        return [(Round.NEWS, first)]
    again = read_before - REMIND_BEFORE
    planned = [(Round.MUST_READ, first)]
    return [*planned, (Round.REMINDER, again)] if again > first else planned


def excerpt(text: str) -> str:
    """Return the first sentence of a text, or as many of its words as fit."""
    words = " ".join(text.split())
    for place, mark in enumerate(words[:LONGEST_EXCERPT]):
        if mark in ".?" and words[place + 1 : place + 2] in ("", " "):
            return words[: place + 1]
    if len(words) <= LONGEST_EXCERPT:
        return words
    return words[:LONGEST_EXCERPT].rpartition(" ")[0] + "…"
