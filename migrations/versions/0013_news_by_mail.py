"""News by mail is for who asks for it: until now nobody could, so nobody did."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Apply."""
    op.execute("update account set muted = muted || 'news|'")


def downgrade() -> None:
    """Take back."""
    op.execute("update account set muted = replace(muted, '|news|', '|')")
