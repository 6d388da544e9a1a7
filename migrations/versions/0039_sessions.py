"""When somebody last showed who they are, the browsers they use, and where they signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"

LONG_AGO = sa.text("'2000-01-01 00:00:00.000000'")  # who is signed in now is asked again before what is dangerous
MOMENT = sa.DateTime(timezone=True)
UNTOLD = "told_at is null"


def upgrade() -> None:
    """Apply."""
    op.add_column("session", sa.Column("proved_at", MOMENT, nullable=False, server_default=LONG_AGO))
    op.add_column("session", sa.Column("replaced_at", MOMENT))
    op.add_column("sign_in_attempt", sa.Column("how", sa.Text(), nullable=False, server_default="password"))
    op.add_column("sign_in_attempt", sa.Column("user_agent", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("link_hash", sa.Text(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT),
        sa.Column("disowned_at", MOMENT),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_device_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("seed", name=op.f("uq_device_seed")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_device_link_hash")),
    )
    op.create_index("ix_device_account", "device", ["account_id", "token_hash"], unique=True)
    op.create_index("ix_device_old", "device", ["used_at"])
    op.create_index(
        "ix_device_to_tell", "device", ["id"], postgresql_where=sa.text(UNTOLD), sqlite_where=sa.text(UNTOLD)
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("came_in", sa.Boolean(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index("ix_sign_in_account", "sign_in", ["account_id", "at", "mark"])
    op.create_index("ix_sign_in_old", "sign_in", ["at"])
    op.create_index("ix_kept_post_account", "kept_post", ["account_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_kept_post_account", table_name="kept_post")
    op.drop_table("sign_in")
    op.drop_table("device")
    op.drop_column("sign_in_attempt", "user_agent")
    op.drop_column("sign_in_attempt", "how")
    op.drop_column("session", "replaced_at")
    op.drop_column("session", "proved_at")
