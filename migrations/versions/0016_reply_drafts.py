"""Replies and notes that are not sent yet."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Make the table, and its part of the wall."""
    op.create_table(
        "reply_draft",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ring", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reply_draft_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_reply_draft_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["ticket.organisation_id", "ticket.id"],
            name=op.f("fk_reply_draft_organisation_id_ticket_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "account_id", "ticket_id", "ring", name=op.f("pk_reply_draft")),
    )
    op.create_index("ix_reply_draft_old", "reply_draft", ["updated_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table reply_draft enable row level security")
        op.execute("alter table reply_draft force row level security")
        op.execute(f"create policy reply_draft_read on reply_draft for select using ({IN_SCOPE})")
        op.execute(f"create policy reply_draft_add on reply_draft for insert with check ({IN_SCOPE})")
        op.execute(
            f"create policy reply_draft_change on reply_draft for update using ({IN_SCOPE}) with check ({IN_SCOPE})"
        )
        op.execute(f"create policy reply_draft_remove on reply_draft for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take it away."""
    if op.get_bind().dialect.name == "postgresql":
        for part in ("read", "add", "change", "remove"):
            op.execute(f"drop policy reply_draft_{part} on reply_draft")
    op.drop_index("ix_reply_draft_old", table_name="reply_draft")
    op.drop_table("reply_draft")
