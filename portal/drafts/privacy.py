"""What drafts tell of persons: whatever was typed so far. They are their owner's alone, and no admin's."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select, update

from tenants.database import db
from tenants.privacy import WRITTEN, Correcting, Erasing, Part, Section, Telling

from .models import Draft, ReplyDraft


def _tells(telling: Telling) -> Iterable[Section]:
    if not telling.own:
        return
    account_id = telling.about.account_id
    begun = select(Draft).where(Draft.account_id == account_id).order_by(Draft.id)
    replies = select(ReplyDraft).where(ReplyDraft.account_id == account_id).order_by(ReplyDraft.ticket_id)
    yield Section(
        "drafts",
        [{"kind": str(row.kind), "at": row.updated_at, "answers": row.answers} for row in db.session.scalars(begun)]
        + [{"at": row.updated_at, "answers": row.answers} for row in db.session.scalars(replies)],
    )


def _erases(erasing: Erasing) -> bool:
    for model in (Draft, ReplyDraft):
        theirs = delete(model).where(model.account_id == erasing.about.account_id)
        db.session.execute(theirs, execution_options={"synchronize_session": False})
    _given(erasing.about.account_id, given_by=erasing.pseudonym, given_by_id=None)
    return False


def _corrects(correcting: Correcting) -> bool:
    """Put right who handed a draft over; by name where an older row knows nothing else."""
    _given(correcting.about.account_id, given_by=correcting.account_name)
    if correcting.was:
        nameless = update(Draft).where(Draft.given_by_id.is_(None), Draft.given_by == correcting.was)
        db.session.execute(nameless.values(given_by=correcting.name), execution_options={"synchronize_session": False})
    return False


def _given(account_id: int, **values: Any) -> None:
    given = update(Draft).where(Draft.given_by_id == (account_id or None)).values(values)
    db.session.execute(given, execution_options={"synchronize_session": False})


PART = Part(
    "drafts",
    names={Draft: "answers given_by", ReplyDraft: "answers"},
    free={Draft: "public service key", ReplyDraft: "ring key"},
    tells=_tells,
    erases=_erases,
    corrects=_corrects,
    follows={Draft: "given_by"},
    stays={WRITTEN: {Draft: "answers", ReplyDraft: "answers"}},
)
