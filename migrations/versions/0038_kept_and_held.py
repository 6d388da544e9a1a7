"""How long closed requests are kept, what is held, and who read what is confidential."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column("organisation", sa.Column("hold", sa.Text(), nullable=False, server_default=""))
    op.add_column("ticket", sa.Column("hold", sa.Text(), nullable=False, server_default=""))
    op.add_column("ticket", sa.Column("texts_gone_at", MOMENT, nullable=True))
    op.add_column("ticket", sa.Column("files_gone_at", MOMENT, nullable=True))
    closed = sa.text("state = 'closed'")
    op.create_index(
        "ix_ticket_closed",
        "ticket",
        ["organisation_id", "kind", "due_at"],
        postgresql_where=closed,
        sqlite_where=closed,
    )
    op.create_index("ix_attachment_ticket", "attachment", ["organisation_id", "ticket_id"])
    op.create_table(
        "retention",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_retention_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_retention")),
    )
    op.create_table(
        "confidential_read",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_confidential_read_organisation_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_confidential_read_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["ticket.organisation_id", "ticket.id"],
            name=op.f("fk_confidential_read_organisation_id_ticket_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "ticket_id", "account_id", "day", name=op.f("pk_confidential_read")),
    )
    waiting = sa.text("told_at is null")
    op.create_index(
        "ix_confidential_read_waiting",
        "confidential_read",
        ["organisation_id", "at"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("retention", "confidential_read"):
            op.execute(f"alter table {table} enable row level security")
            op.execute(f"alter table {table} force row level security")
            op.execute(f"create policy {table}_read on {table} for select using ({IN_SCOPE})")
            op.execute(f"create policy {table}_add on {table} for insert with check ({IN_SCOPE})")
            op.execute(f"create policy {table}_change on {table} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
            op.execute(f"create policy {table}_remove on {table} for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("confidential_read")
    op.drop_table("retention")
    op.drop_index("ix_attachment_ticket", table_name="attachment")
    op.drop_index("ix_ticket_closed", table_name="ticket")
    op.drop_column("ticket", "files_gone_at")
    op.drop_column("ticket", "texts_gone_at")
    op.drop_column("ticket", "hold")
    op.drop_column("organisation", "hold")
