"""Members: invitations, recovery of passwords, what an admin's form is checked against, mails nobody wants."""

import secrets

import sqlalchemy as sa
from alembic import op

from portal.schema import OWNER

revision = "0009"
down_revision = "0008"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Apply."""
    op.add_column("account", sa.Column("muted", sa.Text(), nullable=False, server_default="|"))
    _name_memberships()
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "membership_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f("fk_invitation_organisation_id_membership_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index("ix_invitation_membership", "invitation", ["organisation_id", "membership_id"])
    op.create_table(
        "recovery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_recovery_token_hash")),
    )
    op.create_index("ix_recovery_address", "recovery", ["address_hash", "asked_at"])
    op.create_index("ix_recovery_account", "recovery", ["account_id"])
    op.create_index("ix_recovery_waiting", "recovery", ["answered_at"])
    if op.get_bind().dialect.name == "postgresql":
        _build_the_wall()


def _name_memberships() -> None:
    """Give each membership a random public name, and let its version be counted."""
    op.add_column("membership", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("membership", sa.Column("handle", sa.Text(), nullable=False, server_default=""))
    op.add_column("membership", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("reset role")  # the owner is bound by the policies, and would find nobody
    for (row_id,) in connection.execute(sa.text("select id from membership")).fetchall():
        connection.execute(
            sa.text("update membership set handle = :handle where id = :id"),
            {"handle": secrets.token_hex(6), "id": row_id},
        )
    if connection.dialect.name == "postgresql":
        op.execute(f"set role {OWNER}")
    op.create_index("ix_membership_handle", "membership", ["organisation_id", "handle"], unique=True)


def _build_the_wall() -> None:
    op.execute("alter table invitation enable row level security")
    op.execute("alter table invitation force row level security")
    op.execute(f"create policy invitation_read on invitation for select using ({IN_SCOPE})")
    op.execute(f"create policy invitation_add on invitation for insert with check ({IN_SCOPE})")
    op.execute(f"create policy invitation_change on invitation for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
    op.execute(f"create policy invitation_remove on invitation for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("recovery")
    op.drop_table("invitation")
    op.drop_index("ix_membership_handle", table_name="membership")
    for column in ("version", "handle", "seen_at"):
        op.drop_column("membership", column)
    op.drop_column("account", "muted")
