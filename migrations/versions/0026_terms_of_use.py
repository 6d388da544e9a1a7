"""Terms of use of an organisation, version by version, and who accepted which."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "terms_of_use",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text_nl", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("written_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_terms_of_use_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "version", name=op.f("pk_terms_of_use")),
    )
    op.create_table(
        "acceptance",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_acceptance_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "membership_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f("fk_acceptance_organisation_id_membership_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "version"],
            ["terms_of_use.organisation_id", "terms_of_use.version"],
            name=op.f("fk_acceptance_organisation_id_version"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "membership_id", "version", name=op.f("pk_acceptance")),
    )
    op.add_column("organisation", sa.Column("terms_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("membership", sa.Column("terms_accepted", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("kept_post", sa.Column("why", sa.Text(), nullable=False, server_default="ended"))
    if op.get_bind().dialect.name == "postgresql":
        for table in ("terms_of_use", "acceptance"):
            op.execute(f"alter table {table} enable row level security")
            op.execute(f"alter table {table} force row level security")
            op.execute(f"create policy {table}_read on {table} for select using ({IN_SCOPE})")
            op.execute(f"create policy {table}_add on {table} for insert with check ({IN_SCOPE})")
            op.execute(f"create policy {table}_change on {table} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
            op.execute(f"create policy {table}_remove on {table} for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_column("kept_post", "why")
    op.drop_column("membership", "terms_accepted")
    op.drop_column("organisation", "terms_version")
    op.drop_table("acceptance")
    op.drop_table("terms_of_use")
