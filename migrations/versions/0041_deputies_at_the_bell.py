"""When who stands in, and for whom, read at the bell that it began and ended."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"

MARKS = ("person_read_at", "absent_read_at")


def upgrade() -> None:
    """Apply."""
    for mark in MARKS:
        op.add_column("deputy", sa.Column(mark, sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Undo."""
    for mark in reversed(MARKS):
        op.drop_column("deputy", mark)
