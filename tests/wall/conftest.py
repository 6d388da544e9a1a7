"""For the tests of the wall: two houses where everything happened, and a look behind the wall."""

from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from flask import Flask

from tenants.clock import at
from tenants.database import db
from tenants.scope import enter
from tests.conftest import NOON
from tests.engines import ENGINE, Postgresql, Sqlite
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


@pytest.fixture(scope="session")
def built() -> dict[str, Houses]:
    """The houses that stand: at noon of an ordinary day, or of now."""
    return {}


@pytest.fixture
def app(app: Flask, engine: Sqlite | Postgresql, built: dict[str, Houses], request: pytest.FixtureRequest) -> Flask:
    """The app with the cast in it, and for who asks for the houses, with those, before anybody comes."""
    if "houses" in request.fixturenames:
        _put_houses(app, engine, built, _name(request))
    return app


@pytest.fixture
def houses(app: Flask, built: dict[str, Houses], request: pytest.FixtureRequest) -> Houses:
    """Two houses in which everything happened."""
    return built[_name(request)]


def _name(request: pytest.FixtureRequest) -> str:
    return "houses_at_noon" if "noon" in request.fixturenames else "houses"


def _put_houses(app: Flask, engine: Sqlite | Postgresql, built: dict[str, Houses], name: str) -> None:
    if name in built:
        engine.put_back(name)
        return
    with app.app_context(), at(NOON) if name == "houses_at_noon" else nullcontext():
        numbers = {"linde": live_in("linde", "lindewoord"), "vechtdal": live_in("vechtdal", "kwetsal")}
        ids = house_ids()
        db.session.remove()
        db.engine.dispose()
    engine.keep_as_template(name)
    engine.put_back(name)
    built[name] = Houses(ids["linde"], ids["vechtdal"], ids["eemland"], numbers)


@pytest.fixture
def home(houses: Houses, inside_app: Flask) -> Houses:
    """The two houses, from inside the app."""
    enter(None)
    return houses
