"""The log of an organisation: what each happening is about, why the service organisation looked in, who signed in."""

import sqlalchemy as sa
from alembic import op

from portal.schema import OWNER

revision = "0023"
down_revision = "0022"

IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
TRAIL = sa.table("trail", sa.column("action", sa.Text()), sa.column("kind", sa.Text()))
IN_LOG = sa.text("kind <> 'request'")

KINDS = {
    "rights": ("member.changed",),
    "settings": ("organisation.settings",),
    "export": ("requests.exported",),
    "support": ("organisation.added", "organisation.changed"),
}
BEGINS = {
    "account": ("member.",),
    "directory": ("person.", "unit."),
    "news": ("broadcast.",),
    "set-up": ("service.", "department.", "contact."),
}


def upgrade() -> None:
    """Apply."""
    _look_ins()
    _attempts()
    op.add_column("trail", sa.Column("kind", sa.Text(), nullable=False, server_default="request"))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop trigger trail_unchanged on trail")
        op.execute("reset role")  # the owner is bound by the policies, the maintenance role is not
        _tell_kinds()
        op.execute(f"set role {OWNER}")
        op.execute(
            "create trigger trail_unchanged before update or delete on trail "
            "for each row execute function balie_unchanged()"
        )
    else:
        op.execute("drop trigger trail_no_update")
        _tell_kinds()
        op.execute(
            "create trigger trail_no_update before update on trail "
            "begin select raise(abort, 'the trail is never changed'); end"
        )
    where = {"postgresql_where": IN_LOG, "sqlite_where": IN_LOG}
    op.create_index("ix_trail_log", "trail", ["organisation_id", "at", "id"], **where)
    op.create_index("ix_trail_log_kind", "trail", ["organisation_id", "kind", "at", "id"], **where)
    op.create_index("ix_trail_log_who", "trail", ["organisation_id", "account_id", "at"], **where)


def _tell_kinds() -> None:
    for kind, beginnings in BEGINS.items():
        for beginning in beginnings:
            op.execute(TRAIL.update().values(kind=kind).where(TRAIL.c.action.startswith(beginning)))
    for kind, actions in KINDS.items():
        op.execute(TRAIL.update().values(kind=kind).where(TRAIL.c.action.in_(actions)))


def _look_ins() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "look_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("began_at", moment, nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_look_in_organisation_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_look_in_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_in")),
    )
    op.create_index("ix_look_in_handle", "look_in", ["organisation_id", "handle"], unique=True)
    op.create_index("ix_look_in_open", "look_in", ["organisation_id", "account_id", "until"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table look_in enable row level security")
        op.execute("alter table look_in force row level security")
        op.execute(f"create policy look_in_read on look_in for select using ({IN_SCOPE})")
        op.execute(f"create policy look_in_add on look_in for insert with check ({IN_SCOPE})")
        op.execute(f"create policy look_in_change on look_in for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy look_in_remove on look_in for delete using ({IN_SCOPE})")


def _attempts() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer()),
        sa.Column("came_in", sa.Boolean(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_attempt_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )


def downgrade() -> None:
    """Take back."""
    for index in ("ix_trail_log_who", "ix_trail_log_kind", "ix_trail_log"):
        op.drop_index(index, "trail")
    op.drop_column("trail", "kind")
    op.drop_table("sign_in_attempt")
    op.drop_table("look_in")
