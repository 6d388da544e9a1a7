"""News: broadcasts, for whom they are, the mails about them, and who read them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TARGETS = {"organisation": "organisation.id", "service": "service.id", "unit": "unit.id"}

IN_SCOPE = "(select unnest(balie_organisations()))"
ITS_OWN_REACH = "everywhere = (select is_service_organisation from organisation where id = publisher_id)"
POLICIES = {
    # A broadcast to customers is read wherever it is for; written only by its publisher.
    "broadcast": (f"publisher_id in {IN_SCOPE} or everywhere", f"publisher_id in {IN_SCOPE} and {ITS_OWN_REACH}"),
    "broadcast_organisation": ("", ""),
    "broadcast_service": ("", ""),
    "broadcast_unit": ("", ""),
    "broadcast_round": ("", ""),
    "broadcast_read": (f"organisation_id in {IN_SCOPE}", f"organisation_id in {IN_SCOPE}"),
}
OF_A_BROADCAST = "exists (select 1 from broadcast where broadcast.id = {table}.broadcast_id{more})"
PARTS = ("read", "add", "change", "remove")


def upgrade() -> None:
    """Make the tables, and their part of the wall."""
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=False),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title_nl", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("text_nl", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("html_nl", sa.Text(), nullable=False),
        sa.Column("html_en", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["publisher_id"], ["organisation.id"], name=op.f("fk_broadcast_publisher_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_broadcast_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("code", name=op.f("uq_broadcast_code")),
    )
    op.create_index("ix_broadcast_publisher", "broadcast", ["publisher_id", "created_at"])
    for name, target in TARGETS.items():
        table = f"broadcast_{name}"
        op.create_table(
            table,
            sa.Column("broadcast_id", sa.Integer(), nullable=False),
            sa.Column("target_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f(f"fk_{table}_broadcast_id")),
            sa.ForeignKeyConstraint(["target_id"], [target], name=op.f(f"fk_{table}_target_id")),
            sa.PrimaryKeyConstraint("broadcast_id", "target_id", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "broadcast_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_broadcast_round_broadcast_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_round")),
        sa.UniqueConstraint("broadcast_id", "kind", "day", name=op.f("uq_broadcast_round_broadcast_id_kind_day")),
    )
    op.create_index("ix_broadcast_round_due", "broadcast_round", ["done_at", "due_at"])
    op.create_table(
        "broadcast_read",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "membership_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f("fk_broadcast_read_organisation_id_membership_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_broadcast_read_organisation_id")
        ),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_broadcast_read_broadcast_id")),
        sa.PrimaryKeyConstraint("organisation_id", "broadcast_id", "membership_id", name=op.f("pk_broadcast_read")),
    )
    op.add_column("mail", sa.Column("broadcast_id", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table, (read, write) in POLICIES.items():
            _build_wall(table, read, write)


def _build_wall(table: str, read: str, write: str) -> None:
    read = read or OF_A_BROADCAST.format(table=table, more="")
    write = write or OF_A_BROADCAST.format(table=table, more=f" and publisher_id in {IN_SCOPE}")
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy {table}_read on {table} for select using ({read})")
    op.execute(f"create policy {table}_add on {table} for insert with check ({write})")
    op.execute(f"create policy {table}_change on {table} for update using ({write}) with check ({write})")
    op.execute(f"create policy {table}_remove on {table} for delete using ({write})")


def downgrade() -> None:
    """Take the tables away."""
    op.drop_column("mail", "broadcast_id")
    for table in reversed(POLICIES):
        if op.get_bind().dialect.name == "postgresql":
            for part in PARTS:
                op.execute(f"drop policy {table}_{part} on {table}")
        if table != "broadcast":
            op.drop_table(table)
    op.drop_index("ix_broadcast_publisher", table_name="broadcast")
    op.drop_table("broadcast")
