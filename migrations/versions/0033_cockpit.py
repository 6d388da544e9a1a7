"""What an admin said is done of setting up; ratings found by when they were given."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "set_up_mark",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_set_up_mark_organisation_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_set_up_mark_account_id")),
        sa.PrimaryKeyConstraint("organisation_id", "task", name=op.f("pk_set_up_mark")),
    )
    op.create_index("ix_rating_given", "rating", ["organisation_id", "given_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table set_up_mark enable row level security")
        op.execute("alter table set_up_mark force row level security")
        op.execute(f"create policy set_up_mark_read on set_up_mark for select using ({IN_SCOPE})")
        op.execute(f"create policy set_up_mark_add on set_up_mark for insert with check ({IN_SCOPE})")
        op.execute(
            f"create policy set_up_mark_change on set_up_mark for update using ({IN_SCOPE}) with check ({IN_SCOPE})"
        )
        op.execute(f"create policy set_up_mark_remove on set_up_mark for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_rating_given", table_name="rating")
    op.drop_table("set_up_mark")
