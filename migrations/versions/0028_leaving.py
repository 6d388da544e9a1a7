"""Colleagues leave at a day to come, and who takes over is known before."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
OPEN = "ended_at is null"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "leaving",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer()),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_leaving_organisation_id")),
        *(
            sa.ForeignKeyConstraint(
                ["organisation_id", column],
                ["membership.organisation_id", "membership.id"],
                name=op.f(f"fk_leaving_organisation_id_{column}"),
            )
            for column in ("membership_id", "successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaving")),
    )
    op.create_index(
        "ix_leaving_open",
        "leaving",
        ["organisation_id", "membership_id"],
        unique=True,
        postgresql_where=sa.text(OPEN),
        sqlite_where=sa.text(OPEN),
    )
    op.create_index("ix_leaving_due", "leaving", ["organisation_id", "ended_at", "ends_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table leaving enable row level security")
        op.execute("alter table leaving force row level security")
        op.execute(f"create policy leaving_read on leaving for select using ({IN_SCOPE})")
        op.execute(f"create policy leaving_add on leaving for insert with check ({IN_SCOPE})")
        op.execute(f"create policy leaving_change on leaving for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy leaving_remove on leaving for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("leaving")
