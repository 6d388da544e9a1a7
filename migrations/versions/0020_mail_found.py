"""Mails are found by what they told of, and those that failed without looking at all that left."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

FAILED = sa.text("failed_at is not null")


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_mail_failed", "mail", ["failed_at"], postgresql_where=FAILED, sqlite_where=FAILED)
    op.create_index("ix_mail_entry", "mail", ["organisation_id", "entry_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_mail_entry", table_name="mail")
    op.drop_index("ix_mail_failed", table_name="mail")
