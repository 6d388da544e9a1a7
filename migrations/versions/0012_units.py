"""Units that admins arrange: each has a name of its own, a public name, and counts its changes."""

import secrets

import sqlalchemy as sa
from alembic import op

from portal.schema import OWNER

revision = "0012"
down_revision = "0011"

unit = sa.table("unit", sa.column("id"), sa.column("organisation_id"), sa.column("name"), sa.column("handle"))


def upgrade() -> None:
    """Apply."""
    op.add_column("unit", sa.Column("handle", sa.Text(), nullable=False, server_default=""))
    op.add_column("unit", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    _name_units()
    op.create_index("ix_unit_handle", "unit", ["organisation_id", "handle"], unique=True)
    op.create_index("ix_unit_name", "unit", ["organisation_id", "name"], unique=True)


def _name_units() -> None:
    """Give each unit its public name; of two with one name the later one gets a number behind it."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("reset role")  # the owner is bound by the policies, and would find nobody
    taken: set[tuple[int, str]] = set()
    rows = bind.execute(sa.select(unit.c.id, unit.c.organisation_id, unit.c.name).order_by(unit.c.id)).all()
    for row in rows:
        name, number = row.name, 2
        while (row.organisation_id, name) in taken:
            name, number = f"{row.name} {number}", number + 1
        taken.add((row.organisation_id, name))
        values = {"handle": secrets.token_hex(6), "name": name}
        bind.execute(unit.update().where(unit.c.id == row.id).values(**values))
    if bind.dialect.name == "postgresql":
        op.execute(f"set role {OWNER}")


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_unit_name", table_name="unit")
    op.drop_index("ix_unit_handle", table_name="unit")
    for column in ("version", "handle"):
        op.drop_column("unit", column)
