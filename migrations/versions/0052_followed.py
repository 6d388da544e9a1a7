"""Who follows a request has beside them whose turn it is, where it stands and when it last moved.

"My requests" are found by one index then, however many somebody ever asked. The database keeps the three by itself,
so that no verb has to remember.
"""

import sqlalchemy as sa
from alembic import op

from portal.schema import OWNER

revision = "0052"
down_revision = "0051"

MOMENT = sa.DateTime(timezone=True)

FILL = """
update participant set (turn, state, moved_at) = (
  select ticket.turn, ticket.state, ticket.updated_at from ticket
  where ticket.organisation_id = participant.organisation_id and ticket.id = participant.ticket_id)
"""

SQLITE = (
    f"""create trigger participant_added after insert on participant begin
          {FILL} where organisation_id = new.organisation_id and ticket_id = new.ticket_id
            and person_id = new.person_id; end""",
    """create trigger ticket_moved after update of turn, state, updated_at on ticket
         when new.turn is not old.turn or new.state is not old.state or new.updated_at is not old.updated_at begin
         update participant set turn = new.turn, state = new.state, moved_at = new.updated_at
           where organisation_id = new.organisation_id and ticket_id = new.id; end""",
)

POSTGRESQL = (
    """create function participant_added() returns trigger language plpgsql set search_path = public as $$
       begin
         select ticket.turn, ticket.state, ticket.updated_at into new.turn, new.state, new.moved_at from ticket
           where ticket.organisation_id = new.organisation_id and ticket.id = new.ticket_id;
         return new;
       end $$""",
    """create trigger participant_added before insert on participant
         for each row execute function participant_added()""",
    """create function ticket_moved() returns trigger language plpgsql set search_path = public as $$
       begin
         update participant set turn = new.turn, state = new.state, moved_at = new.updated_at
           where organisation_id = new.organisation_id and ticket_id = new.id;
         return null;
       end $$""",
    """create trigger ticket_moved after update of turn, state, updated_at on ticket for each row
         when ((new.turn, new.state, new.updated_at) is distinct from (old.turn, old.state, old.updated_at))
         execute function ticket_moved()""",
)


def upgrade() -> None:
    """Apply."""
    op.add_column("participant", sa.Column("turn", sa.Text(), nullable=True))
    op.add_column("participant", sa.Column("state", sa.Text(), nullable=True))
    op.add_column("participant", sa.Column("moved_at", MOMENT, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("reset role")  # the owner is bound by the policies, the maintenance role is not
        op.execute(FILL)
        op.execute(f"set role {OWNER}")
        for statement in POSTGRESQL:
            op.execute(statement)
    else:
        op.execute(FILL)
        for statement in SQLITE:
            op.execute(statement)
    op.create_index("ix_participant_moved", "participant", ["organisation_id", "person_id", "moved_at"])
    op.create_index("ix_participant_turn", "participant", ["organisation_id", "person_id", "turn", "moved_at"])
    op.create_index("ix_participant_state", "participant", ["organisation_id", "person_id", "state", "moved_at"])


def downgrade() -> None:
    """Take back."""
    for name in ("state", "turn", "moved"):
        op.drop_index(f"ix_participant_{name}", "participant")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop trigger participant_added on participant")
        op.execute("drop trigger ticket_moved on ticket")
        op.execute("drop function participant_added()")
        op.execute("drop function ticket_moved()")
    else:
        op.execute("drop trigger participant_added")
        op.execute("drop trigger ticket_moved")
    for column in ("moved_at", "state", "turn"):
        op.drop_column("participant", column)
