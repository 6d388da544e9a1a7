"""Find the requests that are held."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"

HELD = sa.text("hold <> ''")


def upgrade() -> None:
    """Apply."""
    where = {"postgresql_where": HELD, "sqlite_where": HELD}
    op.create_index("ix_ticket_held", "ticket", ["organisation_id", "number"], **where)


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_ticket_held", "ticket")
