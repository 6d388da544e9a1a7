"""What is new to who follows a request is kept with them: every page counts it."""

import sqlalchemy as sa
from alembic import op

from portal.schema import OWNER

revision = "0021"
down_revision = "0020"

# What others wrote after somebody's mark on a request, and after their own last words.
NEWS = """
update participant set news = true where exists (
  select 1 from entry
  left join membership on membership.organisation_id = participant.organisation_id
    and membership.person_id = participant.person_id
  left join read_mark on read_mark.organisation_id = participant.organisation_id
    and read_mark.account_id = membership.account_id and read_mark.ticket_id = participant.ticket_id
  where entry.organisation_id = participant.organisation_id and entry.ticket_id = participant.ticket_id
    and entry.ring = 'shared' and entry.number > coalesce(read_mark.seen, 0)
    and (entry.author_id <> coalesce(membership.account_id, 0)
      or (entry.author_id is null and entry.event = 'resolved'))
    and not exists (
      select 1 from entry own
      where own.organisation_id = entry.organisation_id and own.ticket_id = entry.ticket_id
        and own.ring = 'shared' and own.number > entry.number and own.author_id = membership.account_id))
"""


def upgrade() -> None:
    """Apply."""
    op.add_column("participant", sa.Column("news", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("reset role")  # the owner is bound by the policies, the maintenance role is not
        op.execute(NEWS)
        op.execute(f"set role {OWNER}")
    else:
        op.execute(NEWS)
    op.create_index(
        "ix_participant_news",
        "participant",
        ["organisation_id", "person_id"],
        postgresql_where=sa.text("news"),
        sqlite_where=sa.text("news = 1"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_participant_news", "participant")
    op.drop_column("participant", "news")
