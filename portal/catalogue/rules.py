"""How a department looks to the customer, the fields of the forms, and how services are told apart."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from itertools import count


class Outlook(StrEnum):
    """What lying at a department means for the customer: it chooses the label they read."""

    PROGRESS = "progress"
    DISCUSSED = "discussed"
    PLANNED = "planned"
    SOLVED = "solved"
    CLOSED = "closed"


class Kind(StrEnum):
    """The kinds of requests that can be filed."""

    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class FieldOf:
    """One field of a form: its key in the answers, what it is, and its limits (in characters)."""

    key: str
    type: str  # line, text
    required: bool
    longest: int


FORMS: dict[tuple[Kind, int], tuple[FieldOf, ...]] = {
    (Kind.QUESTION, 1): (
        FieldOf("subject", "line", True, 200),
        FieldOf("note", "text", True, 20_000),
        FieldOf("client_number", "line", False, 40),
    ),
}
"""Each version of each form that was ever used; a request keeps the version it was filed with."""

NEWEST = {kind: max(version for known, version in FORMS if known is kind) for kind in Kind}


SERVICE_ICONS = (
    *("layers", "clipboard-list", "calendar-clock", "calendar-days", "wallet", "chart-column", "plug", "refresh-cw"),
    *("users", "user", "building-2", "folder", "inbox", "mail", "phone", "monitor", "lock", "shield-alert"),
    *("book-open", "lightbulb", "package-check", "pencil-ruler", "settings", "tag", "info"),
)
"""The icons a service can have, all of them in the sprite that is shipped."""

LONGEST_SLUG = 40


def slug_of(name: str, taken: Container[str]) -> str:
    """Return how a name is written in an address, unlike all that are `taken`: `Care records` -> `care-records`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "item"
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken and slug != "new" else next(one for one in numbered if one not in taken)
