"""Hold the rows of seeded requests, and write them in bulk: parents first."""

from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from portal.files.models import Attachment
from portal.outbox.models import Mail
from portal.search.models import SearchRow
from portal.tickets.models import (
    Entry,
    FollowUp,
    Participant,
    Postponement,
    Rating,
    ReadMark,
    Resolution,
    Ticket,
    TicketPerson,
)
from portal.trail.models import Trail
from tenants.clock import now

from .grounds import House, Ids, Places

ORDER = (
    Ticket,
    Participant,
    TicketPerson,
    Entry,
    Attachment,
    SearchRow,
    ReadMark,
    Postponement,
    Resolution,
    Rating,
    FollowUp,
    Mail,
    Trail,
)


class Maker:
    """The rows of some requests of one organisation, until they are written."""

    def __init__(self, chance: Random, house: House, places: Places, connection: Connection) -> None:
        self.chance, self.house, self.places, self.connection = chance, house, places, connection
        self.now = now()
        self.rows: dict[type[Any], list[dict[str, Any]]] = {model: [] for model in ORDER}
        self.ids = {model: Ids(connection, model) for model in ORDER if "id" in model.__table__.c}

    def add(self, model: type[Any], **values: Any) -> int:
        """Add a row of this organisation; return its id, 0 for a table without one."""
        values["organisation_id"] = self.house.id
        if model in self.ids:
            values["id"] = next(self.ids[model])
        self.rows[model].append(values)
        return values.get("id", 0)

    def write(self) -> None:
        """Insert what was made."""
        for model in ORDER:
            if self.rows[model]:
                self.connection.execute(insert(model), self.rows[model])
