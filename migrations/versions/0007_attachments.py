"""Attachments with the wall around them, versions of drafts, and posts that are kept for after sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
POLICIES = {
    "read": f"for select using ({IN_SCOPE})",
    "add": f"for insert with check ({IN_SCOPE})",
    "change": f"for update using ({IN_SCOPE}) with check ({IN_SCOPE})",
    "remove": f"for delete using ({IN_SCOPE})",
}
INDEXES = {
    "ix_attachment_entry": ["organisation_id", "entry_id", "id"],
    "ix_attachment_digest": ["organisation_id", "digest"],
    "ix_attachment_kept": ["kept_until"],
}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_attachment_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_attachment_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["ticket.organisation_id", "ticket.id"],
            name=op.f("fk_attachment_organisation_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "entry_id"],
            ["entry.organisation_id", "entry.id"],
            name=op.f("fk_attachment_organisation_id_entry_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("organisation_id", "public_id", name=op.f("uq_attachment_organisation_id_public_id")),
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "attachment", columns)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table attachment enable row level security")
        op.execute("alter table attachment force row level security")
        for part, rule in POLICIES.items():
            op.execute(f"create policy attachment_{part} on attachment {rule}")
    op.add_column("draft", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("draft", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "kept_post",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_kept_post_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_kept_post")),
    )
    op.create_index("ix_kept_post_old", "kept_post", ["kept_at"])


def downgrade() -> None:
    """Drop the tables, their policies with them."""
    op.drop_table("kept_post")
    with op.batch_alter_table("draft") as draft:
        draft.drop_column("deleted_at")
        draft.drop_column("version")
    op.drop_table("attachment")
