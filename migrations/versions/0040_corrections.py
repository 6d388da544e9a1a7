"""Names that were put right, until every copy of them is."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_correction_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_correction_organisation_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_person", "correction", ["organisation_id", "person_id"])
    op.create_index("ix_correction_due", "correction", ["due_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table correction enable row level security")
        op.execute("alter table correction force row level security")
        op.execute(f"create policy correction_read on correction for select using ({IN_SCOPE})")
        op.execute(f"create policy correction_add on correction for insert with check ({IN_SCOPE})")
        op.execute(
            f"create policy correction_change on correction for update using ({IN_SCOPE}) with check ({IN_SCOPE})"
        )
        op.execute(f"create policy correction_remove on correction for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("correction")
