"""People with an address of an organisation's domain ask its admins for an account."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "asked_to_join",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text()),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("answered_at", moment),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_to_join")),
        sa.UniqueConstraint("seed", name=op.f("uq_asked_to_join_seed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_asked_to_join_token_hash")),
    )
    op.create_index("ix_asked_to_join_address", "asked_to_join", ["address_hash", "asked_at"])
    op.create_index("ix_asked_to_join_waiting", "asked_to_join", ["answered_at"])
    op.create_table(
        "asker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("decided_at", moment),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_asker_decided_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_asker_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asker")),
        sa.UniqueConstraint("organisation_id", "email", name=op.f("uq_asker_organisation_id_email")),
    )
    op.create_index("ix_asker_handle", "asker", ["organisation_id", "handle"], unique=True)
    op.create_index("ix_asker_state", "asker", ["organisation_id", "state", "asked_at", "handle"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table asker enable row level security")
        op.execute("alter table asker force row level security")
        op.execute(f"create policy asker_read on asker for select using ({IN_SCOPE})")
        op.execute(f"create policy asker_add on asker for insert with check ({IN_SCOPE})")
        op.execute(f"create policy asker_change on asker for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy asker_remove on asker for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("asker")
    op.drop_table("asked_to_join")
