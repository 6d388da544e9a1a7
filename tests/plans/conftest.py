"""A database that is large enough for ways through it to differ, and people of its largest organisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from portal.demo.cast import Somebody
from portal.desk.paging import edge_of as desk_edge_of
from portal.schema import maintenance_engine
from portal.web.paging import edge_of
from tenants.clock import at
from tenants.columns import Moment
from tests.engines import Postgresql, Sqlite
from tests.guards.conftest import MOMENT
from tests.players import Player, somebody
from tests.seeded import seeded_in

TICKETS, ORGANISATIONS, ACCOUNTS = 6_000, 4, 1_600


@dataclass(frozen=True)
class Large:
    """The app, who opens its pages, and what their addresses name."""

    app: Flask
    players: dict[str, Player]
    names: dict[str, Any]


@pytest.fixture(scope="session")
def large(engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    folder = tmp_path_factory.mktemp("large")
    with seeded_in(folder, engine, organisations=ORGANISATIONS, accounts=ACCOUNTS, tickets=TICKETS) as (app, _made):
        house, names = _names(app)
        people = {
            "employee": Somebody(house, names["employee_name"], names["employee"]),
            "manager": Somebody(house, names["manager_name"], names["manager"]),
            "admin": Somebody(house, names["admin_name"], names["admin"]),
            **{name: somebody(name) for name in ("joost", "marijke", "ruud")},
        }
        with at(MOMENT):
            players = {role: Player(app, one) for role, one in people.items()}
        yield Large(app, players, names)


@pytest.fixture(autouse=True)
def _standing_still() -> Iterator[None]:
    """The clock stands still in these tests, and goes on in those after them."""
    with at(MOMENT):
        yield


def _names(app: Flask) -> tuple[str, dict[str, Any]]:
    with app.app_context():
        bare = maintenance_engine()
    with bare.connect() as connection:

        def one(statement: str, **values: Any) -> Any:
            return connection.execute(text(statement).columns(updated_at=Moment), values).one()

        house = one(
            "select o.id, o.key, c.last from organisation o join counter c on c.organisation_id = o.id "
            "where o.customer_number like 'S%' order by c.last desc limit 1"
        )
        found: dict[str, Any] = {"key": house.key.lower()}
        for role, place in (("admin", 1), ("manager", 2), ("employee", 11)):
            row = one(
                "select a.email, a.name, m.handle, m.person_id, p.public_id from account a "
                "join membership m on m.account_id = a.id join person p on p.id = m.person_id where a.email = :email",
                email=f"p{place}@{house.key.lower()}.example",
            )
            found |= {role: row.email, f"{role}_name": row.name, "member": row.handle, "person": row.person_id}
            found["public"] = row.public_id
        mine = one("select number from ticket where filed_by_id = :person limit 1", person=found["person"])
        half = one(
            "select updated_at, number from ticket where organisation_id = :house "
            "order by updated_at desc, number desc limit 1 offset :half",
            house=house.id,
            half=house.last // 2,
        )
        message = one("select code from broadcast where everywhere and kind = 'news' order by id desc limit 1")
        found |= {
            "mine": mine.number,
            "other": half.number,
            "edge": edge_of(half.updated_at, half.number),
            "desk_edge": desk_edge_of(half.updated_at, f"{house.key}-{half.number}"),
            "reference": f"{house.key}-{half.number}",
            "message": message.code,
            "rare": "E1234",
        }
        return house.key, found
