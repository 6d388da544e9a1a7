"""What the service organisation sets up: how it is reached, what is not used any more, which edit came first."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

EDITED = ("organisation", "service", "department")
ARCHIVED = ("service", "department")


def upgrade() -> None:
    """Apply."""
    for table in EDITED:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    for table in ARCHIVED:
        op.add_column(table, sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("closed", sa.JSON(), nullable=False),
        sa.Column("holidays", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("contact")
    for table in ARCHIVED:
        op.drop_column(table, "active")
    for table in EDITED:
        op.drop_column(table, "version")
