"""Look back at who asked to join and was answered, the latest first."""

from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_asker_decided", "asker", ["organisation_id", "decided_at", "handle"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_asker_decided", "asker")
