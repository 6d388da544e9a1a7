"""The directory: people without an account are listed by name and unit, and count their changes."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Apply."""
    op.add_column("person", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_person_found_as", "person", ["organisation_id", "found_as", "public_id"])
    op.create_index("ix_person_unit", "person", ["organisation_id", "unit_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_person_unit", table_name="person")
    op.drop_index("ix_person_found_as", table_name="person")
    op.drop_column("person", "version")
