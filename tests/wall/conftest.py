"""For the tests of the wall: two houses where everything happened, and a look behind the wall."""

from dataclasses import dataclass

import pytest
from flask import Flask

from tenants.database import db
from tenants.scope import enter
from tests.engines import ENGINE
from tests.guards.behind import Behind
from tests.wall.housekeeping import house_ids
from tests.wall.houses import live_in

collect_ignore = ["test_policies_in_the_database.py"] if ENGINE == "sqlite" else []


@dataclass(frozen=True)
class Houses:
    """The two organisations, with the numbers of their requests."""

    linde: int
    vechtdal: int
    eemland: int
    numbers: dict[str, list[int]]


@pytest.fixture
def behind(engine) -> Behind:
    return Behind(engine)


@pytest.fixture
def houses(app: Flask) -> Houses:
    """Two houses in which everything happened."""
    with app.app_context():
        numbers = {"linde": live_in("linde", "lindewoord"), "vechtdal": live_in("vechtdal", "kwetsal")}
        ids = house_ids()
        db.session.remove()
    return Houses(ids["linde"], ids["vechtdal"], ids["eemland"], numbers)


@pytest.fixture
def home(houses: Houses, inside_app: Flask) -> Houses:
    """The two houses, from inside the app."""
    enter(None)
    return houses
