"""Put a mail in the outbox, claim what is due, and note what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, update

from tenants.clock import now
from tenants.database import db
from tenants.passwords import new_token
from tenants.writing import add_all

from .models import Mail

LEASE = timedelta(minutes=5)
"""How long a claim holds: longer than the slowest talk with a mail server, see `TIMEOUT` in `notices/posting.py`."""
GIVE_UP_AFTER = timedelta(days=3)
PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240))


def post(
    kind: str,
    organisation_id: int,
    person_id: int,
    ticket_id: int | None = None,
    entry_id: int | None = None,
    due_at: datetime | None = None,
    seed: str = "",
    broadcast_id: int | None = None,
) -> None:
    """Write one mail for one person. It is worded and sent by the worker after this transaction, or at `due_at`.

    Tokens in it follow from its `seed`: a reminder with the seed of the mail before has the same links.
    """
    post_each([(kind, organisation_id, person_id)], ticket_id, entry_id, due_at, seed, broadcast_id)


def post_each(
    mails: Iterable[tuple[str, int, int]],
    ticket_id: int | None = None,
    entry_id: int | None = None,
    due_at: datetime | None = None,
    seed: str = "",
    broadcast_id: int | None = None,
) -> None:
    """Write several mails about one thing, as `post` does, in one statement: each of a kind, for a person."""
    first_due = due_at or now()
    alike = {
        "ticket_id": ticket_id,
        "entry_id": entry_id,
        "broadcast_id": broadcast_id,
        "created_at": first_due,
        "due_at": first_due,
        "tries": 0,
        "outcome": "",
    }
    add_all(
        Mail,
        [
            {
                **alike,
                "kind": kind,
                "organisation_id": organisation_id,
                "person_id": person_id,
                "seed": seed or new_token(),
                "message_id": new_token(),
            }
            for kind, organisation_id, person_id in mails
        ],
    )


def seed_of(kind: str, organisation_id: int, person_id: int, entry_id: int) -> str:
    """Return the seed of the mail of this kind that told a person of an entry; "" when there was none."""
    told = (Mail.kind == kind, Mail.organisation_id == organisation_id, Mail.entry_id == entry_id)
    return db.session.scalar(select(Mail.seed).where(*told, Mail.person_id == person_id).limit(1)) or ""


REFUSED = "smtp 5"
"""How the outcome of a mail begins that its recipient's server refuses for good. It is tried on: servers err too."""


def not_arriving() -> ColumnElement[bool]:
    """Return the condition of a mail that was given up, or that is refused for good."""
    nothing = bindparam("nothing", "", literal_execute=True)  # in the statement itself, where the index looks for it
    hindered = and_(Mail.sent_at.is_(None), Mail.outcome != nothing)
    return and_(hindered, or_(Mail.failed_at.is_not(None), Mail.outcome.startswith(REFUSED)))


@dataclass(frozen=True, slots=True)
class Due:
    """A mail somebody claimed: what is needed to word and send it."""

    id: int
    organisation_id: int
    kind: str
    person_id: int
    ticket_id: int | None
    entry_id: int | None
    seed: str
    message_id: str
    created_at: datetime
    tries: int
    broadcast_id: int | None = None


DUE_COLUMNS = (
    Mail.id,
    Mail.organisation_id,
    Mail.kind,
    Mail.person_id,
    Mail.ticket_id,
    Mail.entry_id,
    Mail.seed,
    Mail.message_id,
    Mail.created_at,
    Mail.tries,
    Mail.broadcast_id,
)


def claim() -> Due | None:
    """Claim the mail that is due longest, for the length of a lease: a worker that dies gives it back by itself."""
    moment = now()
    free = (
        select(Mail.id)
        .where(Mail.sent_at.is_(None), Mail.failed_at.is_(None), Mail.due_at <= moment)
        .order_by(Mail.due_at, Mail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = db.session.execute(
        update(Mail).where(Mail.id == free).values(due_at=moment + LEASE, tries=Mail.tries + 1).returning(*DUE_COLUMNS),
        execution_options={"synchronize_session": False},
    ).first()
    return None if row is None else Due(*row)


def sent(due: Due, outcome: str = "sent") -> None:
    """Note that a mail left, or had no one to go to (`outcome` says which)."""
    _note(due, sent_at=now(), outcome=outcome)


def not_sent(due: Due, outcome: str) -> None:
    """Note a refusal: the mail is tried again after a growing pause, for three days."""
    if now() - due.created_at >= GIVE_UP_AFTER:
        _note(due, failed_at=now(), outcome=outcome)
    else:
        pause = PAUSES[min(due.tries, len(PAUSES)) - 1]
        _note(due, due_at=now() + pause, outcome=outcome)


def _note(due: Due, **values: object) -> None:
    db.session.execute(
        update(Mail).where(and_(Mail.id == due.id, Mail.sent_at.is_(None))).values(**values),
        execution_options={"synchronize_session": False},
    )
