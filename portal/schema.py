"""The schema: who owns it on PostgreSQL, how it is migrated, and whether it is what the models say."""

from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Engine, NullPool, create_engine, inspect, text

from tenants.database import db

from .settings import ROOT

BESIDE_THE_MODELS = frozenset({"vector", "ix_search_row_vector", "ix_article_words_vector"})
"""Columns and indexes that make the words of rows findable, on PostgreSQL."""

OWNER, MAINTENANCE, APPLICATION = "balie_owner", "balie_maintenance", "balie_app"

ROLES = f"""\
-- Run once, as a superuser, in the database of Balie. Choose the passwords.
create role {OWNER} nologin;
create role {MAINTENANCE} login bypassrls password :'maintenance_password';
create role {APPLICATION} login password :'application_password';
grant {OWNER} to {MAINTENANCE};
grant create, usage on schema public to {OWNER}, {MAINTENANCE};
grant usage on schema public to {APPLICATION};
"""


def maintenance_engine() -> Engine:
    """Return an engine that may change the schema."""
    url = current_app.config["MAINTENANCE_URL"]
    return create_engine(url, poolclass=NullPool) if url else db.engine


def upgrade() -> None:
    """Bring the schema to the newest version."""
    from flask_migrate import upgrade as migrate

    _know_migrations()
    migrate()


def downgrade(to: str = "base") -> None:
    """Take the schema back to an earlier version."""
    from flask_migrate import downgrade as migrate

    _know_migrations()
    migrate(revision=to)


def _know_migrations() -> None:
    # Only here: web processes have no use for Alembic, which takes ten megabytes.
    from flask_migrate import Migrate

    migrate = Migrate(directory=str(ROOT / "migrations"), compare_type=True, render_as_batch=True)
    migrate.init_app(current_app, db)


@cache
def newest() -> str:
    """Return the newest version there is a migration for: their files are numbered."""
    return max(path.name.partition("_")[0] for path in (ROOT / "migrations" / "versions").glob("[0-9]*_*.py"))


def found() -> str | None:
    """Return the version the database is at; None when there is nothing in it."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("select version_num from alembic_version")).scalar()


def analyse() -> None:
    """Let the database look at its tables, so that it plans queries by what is in them.

    SQLite never does so by itself: here it looks at a sample, in milliseconds, however large the tables are.
    PostgreSQL does, but only minutes after many rows came at once.
    """
    with maintenance_engine().begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("pragma analysis_limit=1000"))
        connection.execute(text("analyze"))


def is_current() -> bool:
    """Say whether the database is at the newest version."""
    return found() == newest()


def differences(connection: Connection) -> list[Any]:
    """Return in what the migrated schema differs from the models: nothing, one hopes."""
    # Only here: web processes have no use for Alembic, which takes ten megabytes.
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    options = {"include_object": counts_for_comparison, "compare_type": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata)


def counts_for_comparison(_thing: Any, name: str | None, kind: str, reflected: bool, _other: Any) -> bool:
    """Say whether a table or column belongs to the models; the search index beside them does not."""
    if kind == "table" and reflected and (name or "").startswith("search_fts"):
        return False
    return not (kind in ("column", "index") and reflected and (name or "") in BESIDE_THE_MODELS)
