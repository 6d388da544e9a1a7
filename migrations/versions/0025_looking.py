"""As whom an admin looks, in one session."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

WORDS = ("look_key", "look_name", "look_role")


def upgrade() -> None:
    """Apply."""
    for word in WORDS:
        op.add_column("session", sa.Column(word, sa.Text(), nullable=False, server_default=""))
    op.add_column("session", sa.Column("look_membership_id", sa.Integer()))
    op.add_column("session", sa.Column("look_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take back."""
    for column in ("look_until", "look_membership_id", *WORDS):
        op.drop_column("session", column)
