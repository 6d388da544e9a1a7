"""Who may see requests of others is found by an index of its own, however many employees an organisation has."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"

FURTHER = sa.text("(roles <> '|employee|' or authorisations like '%|see_all|%' or authorisations like '%|see_unit|%')")


def upgrade() -> None:
    """Apply."""
    where = {"postgresql_where": FURTHER, "sqlite_where": FURTHER}
    op.create_index("ix_membership_further", "membership", ["organisation_id", "person_id"], **where)


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_membership_further", "membership")
