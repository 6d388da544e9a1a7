"""How far people have read, the views they saved, and a search that stops at so many hits."""

import sqlalchemy as sa
from alembic import op

from portal.schema import APPLICATION, MAINTENANCE, OWNER

revision = "0008"
down_revision = "0007"

OWNED = ("read_mark", "saved_view")
IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"

# What people followed until now counts as read: nobody wants to see two years of news at once.
READ = """
insert into read_mark (organisation_id, account_id, ticket_id, seen, at)
select ticket.organisation_id, membership.account_id, ticket.id, ticket.entries, ticket.updated_at
from ticket
join participant on participant.organisation_id = ticket.organisation_id and participant.ticket_id = ticket.id
join membership
  on membership.organisation_id = participant.organisation_id and membership.person_id = participant.person_id
"""

SOME = """
create function balie_search_some(query tsquery, rings text[], most int) returns setof int
  language sql stable security definer set search_path = public
  as $$ select ticket_id from search_row
        where vector @@ query and ring = any (rings) and organisation_id = any (balie_organisations())
        limit most $$;
"""


def upgrade() -> None:
    """Make the tables; what people followed counts as read."""
    op.create_table(
        "read_mark",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_read_mark_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_read_mark_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["ticket.organisation_id", "ticket.id"],
            name=op.f("fk_read_mark_organisation_id_ticket_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "account_id", "ticket_id", name=op.f("pk_read_mark")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_saved_view_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "membership_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f("fk_saved_view_organisation_id_membership_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "organisation_id",
            "membership_id",
            "folded",
            name=op.f("uq_saved_view_organisation_id_membership_id_folded"),
        ),
        sa.UniqueConstraint("organisation_id", "slug", name=op.f("uq_saved_view_organisation_id_slug")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        op.execute(READ)


def _upgrade_postgresql() -> None:
    for table in OWNED:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy {table}_read on {table} for select using ({IN_SCOPE})")
        op.execute(f"create policy {table}_add on {table} for insert with check ({IN_SCOPE})")
        op.execute(f"create policy {table}_change on {table} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy {table}_remove on {table} for delete using ({IN_SCOPE})")
    # The owner is bound by the policies, the maintenance role is not; it owns the function for the same reason.
    op.execute("reset role")
    op.execute(READ)
    op.execute(SOME)
    op.execute("revoke execute on function balie_search_some(tsquery, text[], int) from public")
    op.execute(f"grant execute on function balie_search_some(tsquery, text[], int) to {APPLICATION}, {MAINTENANCE}")
    op.execute(f"set role {OWNER}")


def downgrade() -> None:
    """Take them away."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("reset role")
        op.execute("drop function balie_search_some(tsquery, text[], int)")
        op.execute(f"set role {OWNER}")
        for table in OWNED:
            for part in ("read", "add", "change", "remove"):
                op.execute(f"drop policy {table}_{part} on {table}")
    op.drop_table("saved_view")
    op.drop_table("read_mark")
