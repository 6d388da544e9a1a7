"""Two houses on a database of their own, for who walks."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from portal.app import create_app
from portal.demo.loading import load_cast
from tenants.clock import at
from tenants.database import db
from tests.conftest import SETTINGS
from tests.engines import Postgresql, Sqlite
from tests.isolation.walled import Walled, build, unhurried
from tests.tables import bring_tables

MOMENT = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def built(engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walled]:
    """Two houses on a database of their own."""
    second = (
        Sqlite(tmp_path_factory.mktemp("walled")) if isinstance(engine, Sqlite) else Postgresql(engine.superuser_url)
    )
    places = {
        "INSTANCE": str(tmp_path_factory.mktemp("walled-instance")),
        "DATABASE_URL": second.url,
        "MAINTENANCE_URL": second.maintenance_url,
    }
    app = create_app(SETTINGS | places)
    app.testing = False
    with at(MOMENT), unhurried():
        bring_tables(app, second)
        with app.app_context():
            load_cast()
            db.session.remove()
        houses = build(app, second)
    yield houses
    with app.app_context():
        db.engine.dispose()
    if isinstance(second, Postgresql):
        second.remove()


@pytest.fixture
def walled(built: Walled) -> Iterator[Walled]:
    """The two houses as they were built; nobody is slowed down, and the clock stands still."""
    built.put_back()
    with at(MOMENT), unhurried():
        yield built
