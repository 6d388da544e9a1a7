"""Mail that does not arrive is found by its request."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

HINDERED = sa.text("sent_at is null and outcome <> ''")


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_mail_hindered", "mail", ["ticket_id"], postgresql_where=HINDERED, sqlite_where=HINDERED)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_mail_hindered", table_name="mail")
