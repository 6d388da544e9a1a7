"""Who must have a second factor, and from when: by a setting of the installation, and by an organisation's choice."""

from datetime import datetime, timedelta

from flask import current_app

from .roles import Role


def due(
    roles: frozenset[Role], joined_at: datetime, chosen: frozenset[Role], since: datetime | None
) -> datetime | None:
    """Return from when a member with these roles needs a second factor; None when nobody asks it.

    `chosen` and `since` are what their organisation chose. Whoever is new has some days either way.
    """
    settings = current_app.config
    soonest = joined_at + timedelta(days=settings["SECOND_FACTOR_DAYS"])
    moments = []
    if roles & settings["FACTOR_ROLES"]:
        moments.append(settings["FACTOR_FROM"] or soonest)
    if since is not None and roles & chosen:
        moments.append(since)
    return max(soonest, min(moments)) if moments else None
