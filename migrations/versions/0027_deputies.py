"""Colleagues stand in for who is away, for a time."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
MINE = "account_id = (select balie_account())"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "deputy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("began_at", moment),
        sa.Column("ended_at", moment),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_deputy_organisation_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_deputy_account_id")),
        *(
            sa.ForeignKeyConstraint(
                ["organisation_id", column],
                ["person.organisation_id", "person.id"],
                name=op.f(f"fk_deputy_organisation_id_{column}"),
            )
            for column in ("person_id", "absent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_deputy_organisation_id_code")),
    )
    op.create_index("ix_deputy_person", "deputy", ["organisation_id", "person_id", "ends_at"])
    op.create_index("ix_deputy_absent", "deputy", ["organisation_id", "absent_id", "ends_at"])
    op.create_index("ix_deputy_began", "deputy", ["organisation_id", "began_at", "starts_at"])
    op.create_index("ix_deputy_ended", "deputy", ["organisation_id", "ended_at", "ends_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table deputy enable row level security")
        op.execute("alter table deputy force row level security")
        op.execute(f"create policy deputy_read on deputy for select using ({IN_SCOPE} or {MINE})")
        op.execute(f"create policy deputy_add on deputy for insert with check ({IN_SCOPE})")
        op.execute(f"create policy deputy_change on deputy for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy deputy_remove on deputy for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("deputy")
