"""Memory does not grow with what an organisation has: its records go by one after the other."""

import tracemalloc
from tempfile import TemporaryFile

from flask import Flask

from portal.exchange.moving import known_as
from portal.exchange.packing import pack
from portal.trail.models import Trail
from portal.trail.rules import Kind
from tenants.clock import now
from tenants.database import write_transaction
from tenants.roles import Side
from tenants.scope import inside
from tenants.writing import add_all

MANY = 40_000
ROOM = 13_000_000  # bytes; as text alone the lines are twice as much


def test_many_records_go_by_in_little_memory(app: Flask) -> None:
    line = {"at": now(), "action": "organisation.labels", "kind": Kind.SETTINGS, "account_id": None}
    line |= {"side": Side.SYSTEM, "subject": "organisation", "subject_id": 1, "detail": {"roles": "x" * 400}}
    with app.app_context():
        home = known_as("linde")
        with inside(home), write_transaction():
            for _some in range(MANY // 1000):
                add_all(Trail, [line] * 1000)
        tracemalloc.start()
        try:
            with TemporaryFile() as out:
                made = pack(out, home, notes=False)
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert made.count("trail") >= MANY
    assert peak < ROOM, f"{peak / 1e6:.1f} MB"
