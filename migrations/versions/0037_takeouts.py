"""Everything of an organisation becomes a file that the worker makes."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
WAITING = "made_at is null and failed_at is null"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "takeout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("made_at", moment),
        sa.Column("failed_at", moment),
        sa.Column("kept_until", moment, nullable=False),
        sa.Column("lies_at", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_takeout_organisation_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_takeout_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeout")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_takeout_organisation_id_code")),
    )
    op.create_index(
        "ix_takeout_waiting",
        "takeout",
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text(WAITING),
        sqlite_where=sa.text(WAITING),
    )
    op.create_index("ix_takeout_asked", "takeout", ["organisation_id", "asked_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table takeout enable row level security")
        op.execute("alter table takeout force row level security")
        op.execute(f"create policy takeout_read on takeout for select using ({IN_SCOPE})")
        op.execute(f"create policy takeout_add on takeout for insert with check ({IN_SCOPE})")
        op.execute(f"create policy takeout_change on takeout for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy takeout_remove on takeout for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("takeout")
