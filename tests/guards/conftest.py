"""For the guards: an app with the whole demo in it, and one walk through it by somebody of each role."""

import fcntl
import os
import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.demo.acting import act_all
from portal.demo.loading import load_cast
from portal.notices.sending import send_due
from portal.web.limits import limiter
from tenants.clock import at
from tenants.database import db
from tests.conftest import SETTINGS
from tests.engines import Postgresql, Sqlite
from tests.guards.behind import Behind
from tests.guards.walking import Walks, everybody_walks
from tests.tables import bring_tables

MOMENT = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_engine(engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sqlite | Postgresql]:
    """A second database on the same kind of engine."""
    if isinstance(engine, Sqlite):
        yield Sqlite(tmp_path_factory.mktemp("demo-database"))
        return
    second = Postgresql(engine.superuser_url)
    yield second
    second.close()
    if "BALIE_TEST_POSTGRES" in os.environ:  # a server of our own goes with all that is on it
        second.remove()


@pytest.fixture(scope="session")
def demo_app(demo_engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with the cast and their sixty requests, as `balie demo` shows them; its mails went out."""
    places = {
        "INSTANCE": str(tmp_path_factory.mktemp("demo-instance")),
        "DATABASE_URL": demo_engine.url,
        "MAINTENANCE_URL": demo_engine.maintenance_url,
    }
    app = create_app(SETTINGS | places)
    app.testing = False
    bring_tables(app, demo_engine)
    with at(MOMENT), app.app_context():
        load_cast()
        act_all()
        send_due()
        db.session.remove()
        db.engine.dispose()
        demo_engine.keep_as_template()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def walks(request: pytest.FixtureRequest, furnished_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Walks:
    """Everything that somebody of each role can open, and what opening it did to the database.

    One worker walks, the others read what it saw.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    kept = folder / "walks.pickle"
    with (folder / "walks.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            demo_app, demo_engine = request.getfixturevalue("demo_app"), request.getfixturevalue("demo_engine")
            walked = everybody_walks(demo_app, Behind(demo_engine), MOMENT + timedelta(minutes=6))
            kept.write_bytes(pickle.dumps((walked.walks, walked.wrote, walked.changed)))
        return Walks(furnished_app, *pickle.loads(kept.read_bytes()))


@pytest.fixture
def demo(demo_app: Flask, demo_engine: Sqlite | Postgresql) -> Iterator[Flask]:
    """The app with the demo in it, the database put back, the clock standing still."""
    with ExitStack() as stack:
        with demo_app.app_context():
            db.session.remove()
            db.engine.dispose()
        demo_engine.put_back()
        with demo_app.app_context():
            limiter.reset()
        stack.enter_context(at(MOMENT))
        yield demo_app


ROOT = Path(__file__).parents[2]
PLANTED = Path(__file__).parent / "planted"
