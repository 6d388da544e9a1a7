"""The index of words knows whose they are, and a word that many texts hold is not looked up in all of them."""

from alembic import op

from portal.schema import APPLICATION, MAINTENANCE, OWNER

revision = "0017"
down_revision = "0016"

# A slash is in no word of a text, so nobody finds an organisation by typing its number.
OF_THE_ORGANISATION = "to_tsvector('simple', terms) || array_to_tsvector(array['/' || organisation_id::text])"
OF_TERMS = "to_tsvector('simple', terms)"

# A GIN index gathers all hits before the first comes out. Of a word that stands in one in a hundred of the newest
# texts there are more than are asked for: it says so, without names, and does not look.
SOME = """
create function balie_search_some(query tsquery, rings text[], most int) returns setof int
  language plpgsql stable security definer set search_path = public
  as $$
  declare
    mine int[] := balie_organisations();
    asked tsquery := query;
    seen int;
    held int;
  begin
    select count(*), count(*) filter (where newest.vector @@ query) into seen, held
      from unnest(mine) as one(id) cross join lateral (
        select vector from search_row where organisation_id = one.id and ring = any (rings)
        order by ticket_id desc limit greatest(2, 400 / greatest(1, cardinality(mine)))
      ) as newest;
    if seen >= 300 and held * 100 > seen then
      return query select null::int from generate_series(1, most);
      return;
    end if;
    if cardinality(mine) <= 50 then
      asked := (select string_agg(quote_literal('/' || id), ' | ') from unnest(mine) as one(id))::tsquery && query;
    end if;
    return query select ticket_id from search_row
      where vector @@ asked and ring = any (rings) and organisation_id = any (mine) limit most;
  end $$;
"""

SOME_BEFORE = """
create function balie_search_some(query tsquery, rings text[], most int) returns setof int
  language sql stable security definer set search_path = public
  as $$ select ticket_id from search_row
        where vector @@ query and ring = any (rings) and organisation_id = any (balie_organisations())
        limit most $$;
"""

SEARCH_BEFORE = """
create function balie_search(query tsquery) returns setof int language sql stable security definer
  set search_path = public
  as $$ select id from search_row
        where vector @@ query and organisation_id = any (balie_organisations()) $$;
"""


def upgrade() -> None:
    """Index the organisation with the words; SQLite does so from the start."""
    if op.get_bind().dialect.name == "postgresql":
        _replace(OF_THE_ORGANISATION, {"balie_search_some(tsquery, text[], int)": SOME}, gone="balie_search(tsquery)")


def downgrade() -> None:
    """Index the words alone."""
    if op.get_bind().dialect.name == "postgresql":
        before = {"balie_search_some(tsquery, text[], int)": SOME_BEFORE, "balie_search(tsquery)": SEARCH_BEFORE}
        _replace(OF_TERMS, before)


def _replace(vector: str, functions: dict[str, str], gone: str = "") -> None:
    op.execute("drop index ix_search_row_vector")
    op.execute("alter table search_row drop column vector")
    op.execute(f"alter table search_row add column vector tsvector generated always as ({vector}) stored")
    op.execute("create index ix_search_row_vector on search_row using gin (vector)")
    op.execute("reset role")
    op.execute("drop function balie_search_some(tsquery, text[], int)")
    if gone:
        op.execute(f"drop function {gone}")
    for name, body in functions.items():
        op.execute(body)
        op.execute(f"revoke execute on function {name} from public")
        op.execute(f"grant execute on function {name} to {APPLICATION}, {MAINTENANCE}")
    op.execute(f"set role {OWNER}")
