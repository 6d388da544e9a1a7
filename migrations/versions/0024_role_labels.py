"""What an organisation calls its roles; and rights of seeing more, by name, which nothing older knows."""

import sqlalchemy as sa
from alembic import op

from portal.schema import OWNER

revision = "0024"
down_revision = "0023"

FORGET = "update membership set authorisations = replace(replace(authorisations, 'see_unit|', ''), 'see_all|', '')"


def upgrade() -> None:
    """Apply."""
    op.add_column("organisation", sa.Column("role_labels", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    op.drop_column("organisation", "role_labels")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("reset role")  # the owner is bound by the policies, the maintenance role is not
        op.execute(FORGET)
        op.execute(f"set role {OWNER}")
    else:
        op.execute(FORGET)
