"""Domains that are verified to be of an organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "domain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_by", sa.Integer()),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_domain_organisation_id")),
        sa.ForeignKeyConstraint(["verified_by"], ["account.id"], name=op.f("fk_domain_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sa.UniqueConstraint("name", name=op.f("uq_domain_name")),
    )
    op.create_index("ix_domain_organisation", "domain", ["organisation_id", "name"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("domain")
