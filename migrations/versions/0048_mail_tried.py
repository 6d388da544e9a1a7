"""Two workers that come at once try a mail once: who takes it has it for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    """Apply."""
    op.add_column("received_mail", sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("received_mail", "tried_at")
