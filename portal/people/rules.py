"""What state a membership is in. Plain Python."""

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
