"""When the people of a resolution are asked once more how it went."""

import sqlalchemy as sa
from alembic import op

from tenants.columns import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the moment, and an index by which the worker finds those that have come."""
    op.add_column("resolution", sa.Column("remind_at", Moment(), nullable=True))
    op.create_index("ix_resolution_remind", "resolution", ["remind_at"])


def downgrade() -> None:
    """Forget who was to be asked again."""
    op.drop_index("ix_resolution_remind", "resolution")
    op.drop_column("resolution", "remind_at")
