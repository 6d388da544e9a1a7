"""Where seeded requests happen: organisations with their people, the catalogue, and ids for their rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

AT_ONCE = 1000  # requests in one transaction


class Someone(NamedTuple):
    """Somebody who files, or who works at the desk (then without a person of the organisation)."""

    account_id: int
    name: str
    person_id: int = 0
    membership_id: int = 0
    number: str = ""  # of personnel

    @property
    def first_name(self) -> str:
        """Return the name by which they are greeted."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class House:
    """A seeded organisation: how many of the accounts and requests are its own, and its people."""

    id: int
    key: str
    accounts: int
    tickets: int
    people: list[Someone] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Places:
    """The catalogue and the desk, as requests need them."""

    services: list[int]
    departments: list[tuple[int, int | None, str, str]]  # id, hours, name_nl, name_en
    agents: list[Someone]
    leads: list[Someone]


class Ids(Iterator[int]):
    """Ids for rows of a table: the next ones on SQLite, from the sequence on PostgreSQL, which goes on after them."""

    def __init__(self, connection: Connection, model: type[Any]) -> None:
        self.connection, self.table = connection, model.__table__.name
        self.postgresql = connection.dialect.name == "postgresql"
        self.ready: Iterator[int] = iter(())
        if not self.postgresql:
            last = connection.execute(select(func.max(model.__table__.c.id))).scalar()
            self.ready = count((last or 0) + 1)

    def __next__(self) -> int:
        found = next(self.ready, None)
        if found is None:
            self.ready = iter(self._more())
            found = next(self.ready)
        return found

    def _more(self) -> list[int]:
        sequence = select(func.pg_get_serial_sequence(self.table, "id")).scalar_subquery()
        rows = select(func.nextval(sequence)).select_from(func.generate_series(1, AT_ONCE))
        return list(self.connection.execute(rows).scalars())
