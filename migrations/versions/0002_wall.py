"""The wall in the database: row-level security on PostgreSQL, and a trail nobody changes on both engines."""

import sqlalchemy as sa
from alembic import op

from portal.schema import APPLICATION, OWNER

revision = "0002"
down_revision = "0001"

OWNED = (
    "unit",
    "person",
    "subscription",
    "ticket",
    "participant",
    "entry",
    "postponement",
    "resolution",
    "rating",
    "rating_before",
    "rating_link",
    "follow_up",
    "counter",
    "keyed",
    "search_row",
    "trail",
)
IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
MINE = "account_id = (select balie_account())"

FUNCTIONS = """
create function balie_organisations() returns int[] language sql stable parallel safe
  as $$ select nullif(current_setting('balie.organisations', true), '')::int[] $$;
create function balie_account() returns int language sql stable parallel safe
  as $$ select nullif(current_setting('balie.account', true), '')::int $$;
create function balie_unchanged() returns trigger language plpgsql
  as $$ begin raise exception 'the trail is never changed'; end $$;
"""


def upgrade() -> None:
    """Build the wall."""
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        for event in ("update", "delete"):
            op.execute(
                f"create trigger trail_no_{event} before {event} on trail "
                "begin select raise(abort, 'the trail is never changed'); end"
            )


def _upgrade_postgresql() -> None:
    op.execute(FUNCTIONS)
    for table in (*OWNED, "membership"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        read = f"{IN_SCOPE} or {MINE}" if table == "membership" else IN_SCOPE
        op.execute(f"create policy {table}_read on {table} for select using ({read})")
        op.execute(f"create policy {table}_add on {table} for insert with check ({IN_SCOPE})")
        op.execute(f"create policy {table}_change on {table} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy {table}_remove on {table} for delete using ({IN_SCOPE})")
    op.execute(
        "create trigger trail_unchanged before update or delete on trail "
        "for each row execute function balie_unchanged()"
    )
    if _has_role(APPLICATION):
        op.execute(f"grant select, insert, update, delete on all tables in schema public to {APPLICATION}")
        op.execute(f"grant usage on all sequences in schema public to {APPLICATION}")
        op.execute(f"revoke update, delete, truncate on trail from {APPLICATION}")
        op.execute(f"revoke insert, update, delete on alembic_version from {APPLICATION}")
        op.execute(
            f"alter default privileges for role {OWNER} in schema public "
            f"grant select, insert, update, delete on tables to {APPLICATION}"
        )
        op.execute(
            f"alter default privileges for role {OWNER} in schema public grant usage on sequences to {APPLICATION}"
        )


def _has_role(name: str) -> bool:
    found = op.get_bind().execute(sa.text("select 1 from pg_roles where rolname = :name"), {"name": name})
    return found.first() is not None


def downgrade() -> None:
    """Take the wall down."""
    if op.get_bind().dialect.name != "postgresql":
        for event in ("update", "delete"):
            op.execute(f"drop trigger trail_no_{event}")
        return
    if _has_role(APPLICATION):
        op.execute(
            f"alter default privileges for role {OWNER} in schema public "
            f"revoke select, insert, update, delete on tables from {APPLICATION}"
        )
        op.execute(
            f"alter default privileges for role {OWNER} in schema public revoke usage on sequences from {APPLICATION}"
        )
    op.execute("drop trigger trail_unchanged on trail")
    for table in (*OWNED, "membership"):
        for part in ("read", "add", "change", "remove"):
            op.execute(f"drop policy {table}_{part} on {table}")
        op.execute(f"alter table {table} no force row level security")
        op.execute(f"alter table {table} disable row level security")
    op.execute("drop function balie_unchanged(), balie_account(), balie_organisations()")
