"""Who opened a file of others that holds data of persons."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"

MOMENT = sa.DateTime(timezone=True)
TABLE = "personal_read"
IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        TABLE,
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f(f"fk_{TABLE}_organisation_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f(f"fk_{TABLE}_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["ticket.organisation_id", "ticket.id"],
            name=op.f(f"fk_{TABLE}_organisation_id_ticket_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "ticket_id", "account_id", "day", name=op.f(f"pk_{TABLE}")),
    )
    untold = sa.text("told_at is null")
    where = {"postgresql_where": untold, "sqlite_where": untold}
    op.create_index(f"ix_{TABLE}_waiting", TABLE, ["organisation_id", "at"], **where)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"alter table {TABLE} enable row level security")
        op.execute(f"alter table {TABLE} force row level security")
        op.execute(f"create policy {TABLE}_read on {TABLE} for select using ({IN_SCOPE})")
        op.execute(f"create policy {TABLE}_add on {TABLE} for insert with check ({IN_SCOPE})")
        op.execute(f"create policy {TABLE}_change on {TABLE} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy {TABLE}_remove on {TABLE} for delete using ({IN_SCOPE})")


def downgrade() -> None:
    """Take back."""
    op.drop_table(TABLE)
