"""How a department looks to the customer, and the fields of the forms."""

from dataclasses import dataclass
from enum import StrEnum


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
