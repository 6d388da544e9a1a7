"""The tables of a new database: brought by the migrations the first time, copied after that."""

from flask import Flask

from portal.schema import upgrade
from tenants.database import db
from tests.engines import Postgresql, Sqlite

_brought: list[bytes] = []


def bring_tables(app: Flask, place: Sqlite | Postgresql) -> None:
    """Give an app's database, in which there is nothing, all tables; tests/schema looks at what the migrations do."""
    with app.app_context():
        if isinstance(place, Sqlite) and _brought:
            place.path.write_bytes(_brought[0])
            return
        upgrade()
        db.session.remove()
        db.engine.dispose()
    if isinstance(place, Sqlite):
        _brought.append(place.path.read_bytes())
