"""Whose account it was of which somebody was parted when they were erased, and who may come back."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"

IS_THERE = sa.text("was_account_id is not null")


def upgrade() -> None:
    """Apply."""
    op.add_column("membership", sa.Column("was_account_id", sa.Integer()))
    where = {"postgresql_where": IS_THERE, "sqlite_where": IS_THERE}
    op.create_index("ix_membership_was_account", "membership", ["organisation_id", "was_account_id"], **where)


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_membership_was_account", "membership")
    op.drop_column("membership", "was_account_id")
