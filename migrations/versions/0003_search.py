"""The search index: an FTS5 table on SQLite, a tsvector column and a function on PostgreSQL.

Under row-level security PostgreSQL does not use a GIN index, because `@@` is not leakproof. The function is
owned by the maintenance role, whom policies do not bind, and narrows to the organisations in scope itself.
"""

from alembic import op

from portal.schema import APPLICATION, MAINTENANCE, OWNER

revision = "0003"
down_revision = "0002"

SQLITE = (
    """create virtual table search_fts using fts5(
         terms, content='', tokenize="unicode61 remove_diacritics 2")""",
    """create trigger search_row_added after insert on search_row begin
         insert into search_fts(rowid, terms)
         values (new.id, 'o' || new.organisation_id || ' ' || new.terms); end""",
    """create trigger search_row_removed after delete on search_row begin
         insert into search_fts(search_fts, rowid, terms)
         values ('delete', old.id, 'o' || old.organisation_id || ' ' || old.terms); end""",
    """create trigger search_row_changed after update on search_row begin
         insert into search_fts(search_fts, rowid, terms)
         values ('delete', old.id, 'o' || old.organisation_id || ' ' || old.terms);
         insert into search_fts(rowid, terms)
         values (new.id, 'o' || new.organisation_id || ' ' || new.terms); end""",
)

POSTGRESQL = """
create function balie_search(query tsquery) returns setof int language sql stable security definer
  set search_path = public
  as $$ select id from search_row
        where vector @@ query and organisation_id = any (balie_organisations()) $$;
"""


def upgrade() -> None:
    """Make the index."""
    if op.get_bind().dialect.name != "postgresql":
        for statement in SQLITE:
            op.execute(statement)
        return
    op.execute(
        "alter table search_row add column vector tsvector generated always as (to_tsvector('simple', terms)) stored"
    )
    op.execute("create index ix_search_row_vector on search_row using gin (vector)")
    op.execute("reset role")
    op.execute(POSTGRESQL)
    op.execute("revoke execute on function balie_search(tsquery) from public")
    op.execute(f"grant execute on function balie_search(tsquery) to {APPLICATION}, {MAINTENANCE}")
    op.execute(f"set role {OWNER}")


def downgrade() -> None:
    """Take the index away."""
    if op.get_bind().dialect.name != "postgresql":
        for name in ("added", "removed", "changed"):
            op.execute(f"drop trigger search_row_{name}")
        op.execute("drop table search_fts")
        return
    op.execute("reset role")
    op.execute("drop function balie_search(tsquery)")
    op.execute(f"set role {OWNER}")
    op.execute("drop index ix_search_row_vector")
    op.execute("alter table search_row drop column vector")
