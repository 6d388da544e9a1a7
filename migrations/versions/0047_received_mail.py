"""Mail that comes in: as it came, of which customers it may be, and messages of colleagues who may not ask."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"

MOMENT = sa.DateTime(timezone=True)
OWNED = "colleague_message"
IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
NAMED = sa.text("message_key <> ''")


def upgrade() -> None:
    """Apply."""
    _received_mail()
    op.create_table(
        "mail_customer",
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["received_mail.id"], name=op.f("fk_mail_customer_mail_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["organisation.id"], name=op.f("fk_mail_customer_customer_id")),
        sa.PrimaryKeyConstraint("mail_id", "customer_id", name=op.f("pk_mail_customer")),
    )
    _colleague_message()
    op.create_index("ix_person_email", "person", ["organisation_id", "email"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"alter table {OWNED} enable row level security")
        op.execute(f"alter table {OWNED} force row level security")
        op.execute(f"create policy {OWNED}_read on {OWNED} for select using ({IN_SCOPE})")
        op.execute(f"create policy {OWNED}_add on {OWNED} for insert with check ({IN_SCOPE})")
        op.execute(f"create policy {OWNED}_change on {OWNED} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy {OWNED}_remove on {OWNED} for delete using ({IN_SCOPE})")


def _received_mail() -> None:
    texts = "message_key message_id sender sender_name subject text".split()
    op.create_table(
        "received_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], name=op.f("fk_received_mail_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_mail")),
        sa.UniqueConstraint("code", name=op.f("uq_received_mail_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_received_mail_digest")),
    )
    op.create_index("ix_received_mail_state", "received_mail", ["state", "id"])
    op.create_index("ix_received_mail_sender", "received_mail", ["sender", "received_at"])
    where = {"postgresql_where": NAMED, "sqlite_where": NAMED}
    op.create_index("ix_received_mail_message", "received_mail", ["message_key"], unique=True, **where)


def _colleague_message() -> None:
    op.create_table(
        OWNED,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sender", "sender_name", "subject", "text")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["organisation_id", f"{table}_id"],
                [f"{table}.organisation_id", f"{table}.id"],
                name=op.f(f"fk_{OWNED}_organisation_id_{table}_id"),
            )
            for table in ("person", "ticket")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f(f"fk_{OWNED}_decided_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f(f"fk_{OWNED}_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{OWNED}")),
        sa.UniqueConstraint("organisation_id", "mail", name=op.f(f"uq_{OWNED}_organisation_id_mail")),
    )
    op.create_index(f"ix_{OWNED}_code", OWNED, ["organisation_id", "code"], unique=True)
    op.create_index(f"ix_{OWNED}_state", OWNED, ["organisation_id", "state", "id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_person_email", "person")
    for table in (OWNED, "mail_customer", "received_mail"):
        op.drop_table(table)
