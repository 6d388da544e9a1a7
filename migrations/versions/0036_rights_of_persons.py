"""Files with all that is kept of somebody, and who is erased."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

WAITING = sa.text("made_at is null and failed_at is null")
STILL = sa.text("done_at is null")
IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "personal_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lies_at", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_personal_file_account_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["organisation.id"], name=op.f("fk_personal_file_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_file")),
        sa.UniqueConstraint("code", name=op.f("uq_personal_file_code")),
    )
    op.create_index(
        "ix_personal_file_waiting",
        "personal_file",
        ["account_id", "about"],
        unique=True,
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    )
    op.create_index("ix_personal_file_mine", "personal_file", ["account_id", "about", "id"])
    op.create_index("ix_personal_file_about", "personal_file", ["customer_id", "about"])
    op.create_index("ix_personal_file_kept", "personal_file", ["kept_until"])
    for table in ("person", "membership"):
        op.add_column(table, sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("files", sa.Boolean(), nullable=False),
        sa.Column("account", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_erasure_asked_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_erasure_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_erasure_organisation_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("organisation_id", "person_id", name=op.f("uq_erasure_organisation_id_person_id")),
    )
    op.create_index("ix_erasure_due", "erasure", ["due_at"], postgresql_where=STILL, sqlite_where=STILL)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table erasure enable row level security")
        op.execute("alter table erasure force row level security")
        op.execute(f"create policy erasure_read on erasure for select using ({IN_SCOPE})")
        op.execute(f"create policy erasure_add on erasure for insert with check ({IN_SCOPE})")
        op.execute(f"create policy erasure_change on erasure for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy erasure_remove on erasure for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("erasure")
    op.drop_column("membership", "erased_at")
    op.drop_column("person", "erased_at")
    op.drop_table("personal_file")
