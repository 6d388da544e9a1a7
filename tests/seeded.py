"""Databases with large made-up data, on the engine of the tests, beside the one each test starts from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from portal.app import create_app
from portal.demo.large.seed import Seeded, seed
from portal.schema import upgrade
from tenants.clock import at
from tenants.database import db
from tests.conftest import SETTINGS
from tests.engines import Postgresql, Sqlite
from tests.guards.conftest import MOMENT


@contextmanager
def seeded_in(folder: Path, engine: Sqlite | Postgresql, **asked: int) -> Iterator[tuple[Flask, Seeded]]:
    """Offer an app on a database of its own: the cast, and what was seeded beside it."""
    places = {"INSTANCE": str(folder)}
    second = Postgresql(engine.superuser_url) if isinstance(engine, Postgresql) else None
    if second is not None:
        places |= {"DATABASE_URL": second.url, "MAINTENANCE_URL": second.maintenance_url}
    app = create_app(SETTINGS | places)
    with app.app_context(), at(MOMENT):
        upgrade()
        made = seed(**asked)
        db.session.remove()
    yield app, made
    with app.app_context():
        db.engine.dispose()
    if second is not None:
        second.remove()
