"""What the desk goes by: clocks, chosen days, references, colleagues by name. Plain Python; the time is passed in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.tickets.lifecycle import Turn
from portal.tickets.rules import WAIT, ZONE

SOON = timedelta(hours=4)
"""From here on a promise asks for attention."""

ME, NOBODY = "me", "nobody"


class Tone(StrEnum):
    """How a clock looks: broken, almost broken, in time, or not running."""

    OVER = "over"
    SOON = "soon"
    FINE = "fine"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left before a promise, or how long it is broken (`OVER`), in its largest two units."""

    tone: Tone
    days: int = 0
    hours: int = 0
    minutes: int = 0


def clock(due: datetime | None, now: datetime, turn: Turn) -> Clock:
    """Return the clock of a request: it runs only while the desk is at turn and something was promised."""
    if due is None or turn is not Turn.DESK:
        return Clock(Tone.STOP)
    left = due - now
    tone = Tone.OVER if left <= timedelta(0) else Tone.SOON if left < SOON else Tone.FINE
    minutes = max(1, int(abs(left).total_seconds() // 60))
    hours = minutes // 60
    if hours >= 24:
        return Clock(tone, days=hours // 24)
    return Clock(tone, hours=hours, minutes=minutes % 60)


def usual_wait(now: datetime) -> date:
    """Return the day until which the desk waits for a customer, unless it chooses another."""
    return (now + WAIT).astimezone(ZONE).date()


def reference_in(text: str) -> tuple[str, int] | None:
    """Read a reference, `LINDE-23` or `linde-23`, as the organisation's key and the number; None for something else."""
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9-]{0,39})-([1-9][0-9]{0,8})", text.strip(), re.ASCII)
    return (found[1].upper(), int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the desk; until when they are away, and who stands in, when they are."""

    account_id: int
    name: str
    away_until: datetime | None
    deputy: str


def by_name(people: Iterable[tuple[int, str]], me: int) -> dict[str, int | None]:
    """Return whom a request can be given to: `me`, `nobody`, and colleagues by their names.

    Names are what leaves the server, ids do not. A second person of the same name is `Jan Smit (2)`, in the order
    of their ids.
    """
    chosen: dict[str, int | None] = {ME: me, NOBODY: None}
    for account_id, name in sorted(people, key=lambda one: (one[1], one[0])):
        if account_id == me:
            continue
        place, unique = 1, name
        while unique in chosen:
            place += 1
            unique = f"{name} ({place})"
        chosen[unique] = account_id
    return chosen


def name_among(choices: dict[str, int | None], account_id: int | None) -> str:
    """Return under which name an account stands among `choices`; empty when it does not (who left the desk)."""
    return next((name for name, one in choices.items() if one == account_id), "")
