"""What state a membership is in, and what there is to set up. Plain Python."""

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Whether somebody is in, on the way in, or out."""

    ACTIVE = "active"
    INVITED = "invited"
    DEACTIVATED = "deactivated"
    WITHDRAWN = "withdrawn"


def standing(active: bool, joined_at: datetime | None) -> Standing:
    """Return how somebody stands in the organisation."""
    if joined_at is None:
        return Standing.INVITED if active else Standing.WITHDRAWN
    return Standing.ACTIVE if active else Standing.DEACTIVATED


class Task(StrEnum):
    """What there is to do when an organisation is new, in the order in which it is best done."""

    DETAILS = "details"
    COLLEAGUES = "colleagues"
    RIGHTS = "rights"
    SIGHT = "sight"
    TERMS = "terms"
