"""The names of accounts that stand beside their ids in requests, so that a list needs no directory."""

from typing import Any

from sqlalchemy import and_, inspect, select, tuple_, update

from tenants.database import db

from .models import Entry, FollowUp, Ticket, TicketPerson

AT_ONCE = 200  # rows in one transaction
COPIES = (
    (Ticket, Ticket.assignee_id, Ticket.assignee_name),
    (TicketPerson, TicketPerson.done_by_id, TicketPerson.done_by_name),
    (Entry, Entry.author_id, Entry.author_name),
    (FollowUp, FollowUp.owner_id, FollowUp.owner_name),
)
"""Class, whose account it is, and the name beside it."""


def rename_copies(account_id: int, name: str) -> bool:
    """Write the name of an account where another stands beside its id; say whether there may be more."""
    return bool(account_id) and any(_renamed(account_id, name, *one) for one in COPIES)


def _renamed(account_id: int, name: str, model: type[Any], whose: Any, called: Any) -> bool:
    keys = [getattr(model, column.key) for column in inspect(model).primary_key]
    wrong = and_(whose == account_id, called != name)
    found = [tuple(row) for row in db.session.execute(select(*keys).where(wrong).limit(AT_ONCE))]
    if found:
        right = update(model).where(tuple_(*keys).in_(found)).values({called: name})
        db.session.execute(right, execution_options={"synchronize_session": False})
    return bool(found)
