"""Kinds: whether employees report problems, and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Add the setting, and the drafts with their part of the wall."""
    op.add_column(
        "organisation",
        sa.Column("employees_report", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_draft_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_draft_organisation_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "organisation_id", "account_id", "key", name=op.f("uq_draft_organisation_id_account_id_key")
        ),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_draft_organisation_id_id")),
        sa.UniqueConstraint("organisation_id", "public", name=op.f("uq_draft_organisation_id_public")),
    )
    op.create_index("ix_draft_mine", "draft", ["organisation_id", "account_id", "updated_at"])
    op.create_index("ix_draft_old", "draft", ["updated_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table draft enable row level security")
        op.execute("alter table draft force row level security")
        op.execute(f"create policy draft_read on draft for select using ({IN_SCOPE})")
        op.execute(f"create policy draft_add on draft for insert with check ({IN_SCOPE})")
        op.execute(f"create policy draft_change on draft for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy draft_remove on draft for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take them away."""
    op.drop_table("draft")
    op.drop_column("organisation", "employees_report")
