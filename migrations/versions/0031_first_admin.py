"""People apply to be their organisation's first admin, and an organisation without one is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

STILL = "ended_at is null"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "admin_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("customer_number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer()),
        sa.Column("decided_at", moment),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reminded_at", moment),
        sa.Column("forgotten_at", moment),
        sa.ForeignKeyConstraint(["customer_id"], ["organisation.id"], name=op.f("fk_admin_application_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_application")),
        sa.UniqueConstraint("code", name=op.f("uq_admin_application_code")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_admin_application_key_hash")),
    )
    op.create_index("ix_admin_application_state", "admin_application", ["state", "id"])
    op.create_index("ix_admin_application_address", "admin_application", ["address_hash", "asked_at"])
    op.create_table(
        "admin_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("told_as", sa.Text(), nullable=False),
        sa.Column("noticed_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.ForeignKeyConstraint(["customer_id"], ["organisation.id"], name=op.f("fk_admin_gap_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_gap")),
    )
    op.create_index(
        "ix_admin_gap_open",
        "admin_gap",
        ["customer_id"],
        unique=True,
        postgresql_where=sa.text(STILL),
        sqlite_where=sa.text(STILL),
    )
    op.create_index("ix_admin_gap_told", "admin_gap", ["told_as"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("admin_gap")
    op.drop_table("admin_application")
