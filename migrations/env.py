"""How migrations run: on the connection that `balie upgrade` opens, tables owned by the owner role."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from portal.schema import OWNER, counts_for_comparison, maintenance_engine

database = current_app.extensions["migrate"].db


def run(connection: Connection) -> None:
    """Migrate on this connection, in one transaction on each engine."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"set role {OWNER}")
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        include_object=counts_for_comparison,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    with maintenance_engine().begin() as opened:
        run(opened)
