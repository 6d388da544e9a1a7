"""People come from a spreadsheet, and can be taken back for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
WORKING = "stage in ('asked', 'undoing')"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("delimiter", sa.Text(), nullable=False),
        sa.Column("headed", sa.Boolean(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("end_missing", sa.Boolean(), nullable=False),
        sa.Column("make_units", sa.Boolean(), nullable=False),
        sa.Column("invite", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("end_acted", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", moment),
        sa.Column("undone_at", moment),
        sa.Column("kept_until", moment, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_import_run_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "membership_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f("fk_import_run_organisation_id_membership_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_import_run_organisation_id_code")),
    )
    op.create_index("ix_import_run_latest", "import_run", ["organisation_id", "id"])
    op.create_index(
        "ix_import_run_working",
        "import_run",
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text(WORKING),
        sqlite_where=sa.text(WORKING),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table import_run enable row level security")
        op.execute("alter table import_run force row level security")
        op.execute(f"create policy import_run_read on import_run for select using ({IN_SCOPE})")
        op.execute(f"create policy import_run_add on import_run for insert with check ({IN_SCOPE})")
        op.execute(
            f"create policy import_run_change on import_run for update using ({IN_SCOPE}) with check ({IN_SCOPE})"
        )
        op.execute(f"create policy import_run_remove on import_run for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("import_run")
