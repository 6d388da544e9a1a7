"""A second app over the same database, with a planted fault in it: the real one stays clean."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, Flask

from portal.app import create_app
from tenants.database import db

SAME = ("INSTANCE", "DATABASE_URL", "MAINTENANCE_URL", "SECRET_KEY", "BASE_URL", "SERVICE_NAME")


@contextmanager
def twin_of(app: Flask, *blueprints: Blueprint, **settings: Any) -> Iterator[Flask]:
    """Offer an app like `app` that has these blueprints too."""
    kept = {name: app.config[name] for name in SAME}
    argon2 = [str(part) for part in app.config["ARGON2"]]
    twin = create_app(
        {"ENV": "demo", "LOG_LEVEL": "CRITICAL", "SERVER_TIMING": True, "ARGON2": argon2} | kept | settings
    )
    for blueprint in blueprints:
        twin.register_blueprint(blueprint)
    try:
        yield twin
    finally:
        with twin.app_context():
            db.session.remove()
            db.engine.dispose()
