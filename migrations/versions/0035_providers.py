"""An organisation's own sign-in, whom it brought, who is on the way, and domains still to be proved."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
OWNED = ("provider", "provider_link", "domain_proof")


def upgrade() -> None:
    """Apply."""
    _provider()
    _provider_link()
    _provider_visit()
    _domain_proof()
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            _wall(table)


def _provider() -> None:
    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("makes_accounts", sa.Boolean(), nullable=False),
        sa.Column("role_claim", sa.Text(), nullable=False),
        sa.Column("role_map", sa.Text(), nullable=False),
        sa.Column("default_role", sa.Text(), nullable=False),
        sa.Column("keeper_id", sa.Integer()),
        sa.Column("tested_at", sa.DateTime(timezone=True)),
        sa.Column("tested_by", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_provider_organisation_id")),
        sa.ForeignKeyConstraint(["tested_by"], ["account.id"], name=op.f("fk_provider_tested_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "keeper_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f("fk_provider_organisation_id_keeper_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_provider_organisation_id")),
    )


def _provider_link() -> None:
    op.create_table(
        "provider_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_provider_link_organisation_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_provider_link_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_link")),
        sa.UniqueConstraint(
            "organisation_id", "issuer", "subject", name=op.f("uq_provider_link_organisation_id_issuer_subject")
        ),
        sa.UniqueConstraint("organisation_id", "account_id", name=op.f("uq_provider_link_organisation_id_account_id")),
    )
    op.create_index("ix_provider_link_account", "provider_link", ["account_id"])


def _provider_visit() -> None:
    op.create_table(
        "provider_visit",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("provider_version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_provider_visit_organisation_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_provider_visit_account_id")),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_provider_visit")),
    )
    op.create_index("ix_provider_visit_old", "provider_visit", ["at"])


def _domain_proof() -> None:
    op.create_table(
        "domain_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True)),
        sa.Column("found", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_domain_proof_organisation_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_domain_proof_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_proof")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_domain_proof_organisation_id_name")),
        sa.UniqueConstraint("organisation_id", "handle", name=op.f("uq_domain_proof_organisation_id_handle")),
    )


def _wall(table: str) -> None:
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy {table}_read on {table} for select using ({IN_SCOPE})")
    op.execute(f"create policy {table}_add on {table} for insert with check ({IN_SCOPE})")
    op.execute(f"create policy {table}_change on {table} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
    op.execute(f"create policy {table}_remove on {table} for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    for table in ("domain_proof", "provider_visit", "provider_link", "provider"):
        op.drop_table(table)
