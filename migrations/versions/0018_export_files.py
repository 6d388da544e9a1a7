"""Long lists become files that the worker makes."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
WAITING = "made_at is null and failed_at is null"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "export_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", moment),
        sa.Column("failed_at", moment),
        sa.Column("kept_until", moment, nullable=False),
        sa.Column("lies_at", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_export_file_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "membership_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f("fk_export_file_organisation_id_membership_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_file")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_export_file_organisation_id_code")),
    )
    op.create_index(
        "ix_export_file_waiting",
        "export_file",
        ["organisation_id", "membership_id"],
        unique=True,
        postgresql_where=sa.text(WAITING),
        sqlite_where=sa.text(WAITING),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table export_file enable row level security")
        op.execute("alter table export_file force row level security")
        op.execute(f"create policy export_file_read on export_file for select using ({IN_SCOPE})")
        op.execute(f"create policy export_file_add on export_file for insert with check ({IN_SCOPE})")
        op.execute(
            f"create policy export_file_change on export_file for update using ({IN_SCOPE}) with check ({IN_SCOPE})"
        )
        op.execute(f"create policy export_file_remove on export_file for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("export_file")
