"""A second factor: apps that make codes, recovery codes, passkeys, remembered devices, and who must have one."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

MOMENT = sa.DateTime(timezone=True)


def _of_an_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id"))


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "authenticator",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("last_step", sa.Integer(), nullable=False),
        _of_an_account("authenticator"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_authenticator")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("used_at", MOMENT),
        _of_an_account("recovery_code"),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.Text(), nullable=False),
        sa.Column("verifies", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        _of_an_account("passkey"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("handle", name=op.f("uq_passkey_handle")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index("ix_passkey_account", "passkey", ["account_id"])
    op.create_table(
        "remembered_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        _of_an_account("remembered_device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_device")),
        sa.UniqueConstraint("handle", name=op.f("uq_remembered_device_handle")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_remembered_device_token_hash")),
    )
    op.create_index("ix_remembered_device_account", "remembered_device", ["account_id"])
    op.create_table(
        "half_way",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("proved_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        _of_an_account("half_way"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_half_way")),
    )
    op.create_index("ix_half_way_account", "half_way", ["account_id"])
    op.create_index("ix_half_way_old", "half_way", ["proved_at"])
    op.create_table(
        "spent_challenge",
        sa.Column("challenge_hash", sa.Text(), nullable=False),
        sa.Column("spent_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("challenge_hash", name=op.f("pk_spent_challenge")),
    )
    op.create_index("ix_spent_challenge_old", "spent_challenge", ["spent_at"])
    no = sa.false()
    op.add_column("account", sa.Column("second_factor", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("session", sa.Column("proof", sa.Text(), nullable=False, server_default="password"))
    op.add_column("organisation", sa.Column("factor_roles", sa.Text(), nullable=False, server_default="|"))
    op.add_column("organisation", sa.Column("factor_from", MOMENT))


def downgrade() -> None:
    """Take back."""
    op.drop_column("organisation", "factor_from")
    op.drop_column("organisation", "factor_roles")
    op.drop_column("session", "proof")
    op.drop_column("account", "second_factor")
    for table in ("spent_challenge", "half_way", "remembered_device", "passkey", "recovery_code", "authenticator"):
        op.drop_table(table)
