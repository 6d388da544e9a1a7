"""What a database holds, column by column, so that a migration can be seen to leave it alone."""

import hashlib
from collections.abc import Mapping

from flask import Flask
from sqlalchemy import column, inspect, select, table

from portal.schema import downgrade, maintenance_engine, upgrade
from tests.seeded import Seeded

Digests = Mapping[tuple[str, str], str]
"""Table and column -> a digest of all its values, in the order of the primary key."""

FIRST = "0001"
BESIDE = ("alembic_version", "search_fts", "sqlite_")  # the version itself, and what the database makes of the rows


def digests() -> Digests:
    """Return the digest of each column there is, all organisations together."""
    found: dict[tuple[str, str], str] = {}
    with maintenance_engine().connect() as connection:
        inspector = inspect(connection)
        for name in inspector.get_table_names():
            if name.startswith(BESIDE):
                continue
            columns = [one["name"] for one in inspector.get_columns(name) if not one.get("computed")]
            order = inspector.get_pk_constraint(name)["constrained_columns"]
            rows = connection.execute(
                select(*map(column, columns)).select_from(table(name)).order_by(*map(column, order))
            )
            seen = {one: hashlib.sha256() for one in columns}
            for row in rows:
                for one, value in zip(columns, row, strict=True):
                    seen[one].update(repr(value).encode() + b"\n")
            found |= {(name, one): digest.hexdigest() for one, digest in seen.items()}
    return found


def goes_down_and_up(app: Flask, made: Seeded) -> list[str]:
    """Take a full database down to its first tables and up again; return what the way down has to drop.

    Fails when a row of what remains was changed, on the way down or on the way up.
    """
    assert made.tickets
    with app.app_context():
        before = digests()
        downgrade(FIRST)
        down = digests()
        assert [where for where, digest in down.items() if before[where] != digest] == []
        upgrade()
        after = digests()
    assert after.keys() == before.keys()
    assert [where for where in down if before[where] != after[where]] == []
    return sorted(".".join(where) for where in before.keys() - down.keys())
