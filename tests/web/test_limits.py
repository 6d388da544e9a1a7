"""Limits count in Redis for all machines; without an answer each process counts for itself, and pages go on."""

import time

import pytest

from portal.app import create_app
from portal.web import redis_store
from portal.web.limits import limiter
from tenants.database import db
from tests.conftest import SETTINGS
from tests.players import Player
from tests.servers import free_port


@pytest.fixture
def without_redis(app):
    """The portal, told of a Redis at a port where nobody answers."""
    keep = {name: app.config[name] for name in ("INSTANCE", "DATABASE_URL", "MAINTENANCE_URL")}
    twin = create_app(SETTINGS | keep | {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"})
    yield twin
    with twin.app_context():
        db.engine.dispose()
    limiter._storage_dead = False
    limiter.init_app(app)


def test_without_an_answer_of_redis_people_sign_in_and_are_still_limited(without_redis):
    nobody = Player(without_redis, None)
    fields = nobody.opens("/signin").form("/signin") | {"email": "bram@linde.example"}
    began = time.monotonic()

    statuses = [nobody.browser.post("/signin", data=fields).status_code for _ in range(61)]

    assert statuses == [200] * 60 + [429]
    assert time.monotonic() - began < 20


def test_redis_is_given_up_soon():
    with pytest.raises(redis_store.Unreachable):
        redis_store.ask(f"redis://127.0.0.1:{free_port()}/0")
    assert redis_store.CONNECTING + redis_store.ANSWERING <= 3
