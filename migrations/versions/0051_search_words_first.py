"""What searches looks up words by their index alone, however many organisations they are asked in."""

from alembic import op

from portal.schema import OWNER

revision = "0051"
down_revision = "0050"

# The organisation is in the index of words where it narrows. Where it does not, an index of all rows of two hundred
# organisations is no help, though the planner believes so; nor is reading the table until enough is found.
NEWEST = """(
        select vector from search_row where organisation_id = one.id and ring = any (rings)
        order by ticket_id desc limit greatest(2, 400 / greatest(1, cardinality(mine))))"""
# Whether a word is common shows in old texts too: in those of a hundred requests from the first number to the last,
# of each the first to the fourth.
SPREAD = """ union all (
        select chosen.vector
        from (select last from counter where organisation_id = one.id) as numbered,
          generate_series(1, 100 / greatest(1, cardinality(mine))) as step,
          lateral (select id from ticket where organisation_id = one.id
                   and number = last::bigint * step * greatest(1, cardinality(mine)) / 100) as old,
          lateral (select vector from search_row
                   where organisation_id = one.id and ticket_id = old.id and ring = any (rings)
                   order by ticket_id limit 1 offset step % 4) as chosen)"""

WORDS_FIRST = {
    "sample": NEWEST + SPREAD,
    "theirs": "(organisation_id + 0) = any (mine)",
    "settings": "set search_path = public set enable_seqscan = off",
}
BOTH = {"sample": NEWEST, "theirs": "organisation_id = any (mine)", "settings": "set search_path = public"}

SOME = """
create or replace function balie_search_some(query tsquery, rings text[], most int) returns setof int
  language plpgsql stable security definer {settings}
  as $$
  declare
    mine int[] := balie_organisations();
    asked tsquery := query;
    seen int;
    held int;
  begin
    select count(*), count(*) filter (where looked_at.vector @@ query) into seen, held
      from unnest(mine) as one(id) cross join lateral ({sample}) as looked_at;
    if seen >= 300 and held * 100 > seen then
      return query select null::int from generate_series(1, most);
      return;
    end if;
    if cardinality(mine) <= 50 then
      asked := (select string_agg(quote_literal('/' || id), ' | ') from unnest(mine) as one(id))::tsquery && query;
    end if;
    return query select ticket_id from search_row
      where vector @@ asked and ring = any (rings) and {theirs} limit most;
  end $$;
"""


def upgrade() -> None:
    """Look words up by their index."""
    _replace(WORDS_FIRST)


def downgrade() -> None:
    """Let the planner choose."""
    _replace(BOTH)


def _replace(parts: dict[str, str]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("reset role")
        op.execute(SOME.format(**parts))
        op.execute(f"set role {OWNER}")
