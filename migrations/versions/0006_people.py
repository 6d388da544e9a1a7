"""Who a request is for: lists of people on a request, and how people of the directory are named and found."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

from portal.schema import APPLICATION, OWNER
from tenants.names import folded

revision = "0006"
down_revision = "0005"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"

person = sa.table("person", sa.column("id"), sa.column("name"), sa.column("public_id"), sa.column("found_as"))


def upgrade() -> None:
    """Apply."""
    op.add_column("ticket", sa.Column("named", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("ticket", sa.Column("named_as", sa.Text(), nullable=False, server_default=""))
    op.add_column("ticket", sa.Column("taken_over", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("person", sa.Column("public_id", sa.Text(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("found_as", sa.Text(), nullable=False, server_default=""))
    _name_people()
    op.create_index("ix_person_public_id", "person", ["organisation_id", "public_id"], unique=True)
    op.create_table(
        "ticket_person",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_by_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["account.id"], name=op.f("fk_ticket_person_done_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_ticket_person_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["ticket.organisation_id", "ticket.id"],
            name=op.f("fk_ticket_person_organisation_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_ticket_person_organisation_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "ticket_id", "place", name=op.f("pk_ticket_person")),
    )
    op.create_index("ix_ticket_person_person", "ticket_person", ["organisation_id", "person_id"])
    if op.get_bind().dialect.name == "postgresql":
        _wall()


def _name_people() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("reset role")  # the owner is bound by the policies, and would find nobody
    for row in bind.execute(sa.select(person.c.id, person.c.name)).all():
        values = {"public_id": token_hex(8), "found_as": folded(row.name)}
        bind.execute(person.update().where(person.c.id == row.id).values(**values))
    if bind.dialect.name == "postgresql":
        op.execute(f"set role {OWNER}")


def _wall() -> None:
    op.execute("alter table ticket_person enable row level security")
    op.execute("alter table ticket_person force row level security")
    op.execute(f"create policy ticket_person_read on ticket_person for select using ({IN_SCOPE})")
    op.execute(f"create policy ticket_person_add on ticket_person for insert with check ({IN_SCOPE})")
    op.execute(
        f"create policy ticket_person_change on ticket_person for update using ({IN_SCOPE}) with check ({IN_SCOPE})"
    )
    op.execute(f"create policy ticket_person_remove on ticket_person for delete using ({IN_SCOPE})")
    known = op.get_bind().execute(sa.text("select 1 from pg_roles where rolname = :name"), {"name": APPLICATION})
    if known.first() is not None:
        op.execute(f"grant select, insert, update, delete on ticket_person to {APPLICATION}")


def downgrade() -> None:
    """Undo."""
    op.drop_table("ticket_person")
    op.drop_index("ix_person_public_id", table_name="person")
    for table, columns in {"person": ("found_as", "public_id"), "ticket": ("taken_over", "named_as", "named")}.items():
        for column in columns:
            op.drop_column(table, column)
