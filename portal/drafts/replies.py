"""Replies and notes that are not sent yet: one of each person in each request and ring, and nobody else's to see."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, delete, or_, select

from portal.files.verbs import keep_staged
from tenants.clock import now
from tenants.columns import Moment
from tenants.context import Member
from tenants.database import db
from tenants.writing import change

from .models import ReplyDraft
from .queries import oldest
from .rules import KEPT, files_in

ACCOUNT, OLDEST = bindparam("account", type_=Integer), bindparam("oldest", type_=Moment())
"""Stand for whose draft it is, and since when drafts are kept, in statements that are built once."""


class SavedElsewhere(Exception):
    """Another tab saved it since this one showed it: `text` and `version` are what stands there now."""

    def __init__(self, draft: ReplyDraft) -> None:
        super().__init__(draft.ring)
        self.text, self.version = str(draft.answers.get("body", "")), draft.version


def begun_by_me(draft: Any, ticket: Any, ring: str) -> Any:
    """Return the condition on which a `ReplyDraft` is joined to a request: that of ACCOUNT in this ring."""
    return and_(
        draft.organisation_id == ticket.organisation_id,
        draft.ticket_id == ticket.id,
        draft.account_id == ACCOUNT,
        draft.ring == ring,
        draft.deleted_at.is_(None),
        draft.updated_at > OLDEST,
    )


def save(
    member: Member, ticket_id: int, ring: str, answers: Mapping[str, Any], *, version: int, key: str
) -> ReplyDraft | None:
    """Keep what somebody typed; None when there is nothing to keep (any more).

    The request is locked by who calls, so that nobody sends meanwhile. Raises SavedElsewhere for another tab.
    """
    draft = _of(member, ticket_id, ring)
    if draft is not None and (draft.deleted_at is not None or draft.updated_at <= oldest()):
        db.session.delete(draft)
        db.session.flush()
        draft = None
    if draft is not None and draft.answers != answers and draft.version != version:
        raise SavedElsewhere(draft)
    if not answers:
        if draft is not None:
            db.session.delete(draft)
        return None
    if draft is None:
        draft = ReplyDraft(account_id=member.account_id, ticket_id=ticket_id, ring=ring, answers={}, key=key, version=0)
        db.session.add(draft)
    if draft.answers != answers:
        draft.answers, draft.key, draft.updated_at = dict(answers), key, now()
        draft.version += 1
    db.session.flush()
    keep_staged(member, files_in(answers), now() + KEPT + timedelta(days=1))
    return draft


def throw_away(member: Member, ticket_id: int, ring: str) -> None:
    """Throw it away; for an hour it can be taken back."""
    if draft := _of(member, ticket_id, ring):
        draft.deleted_at = now()


def take_back(member: Member, ticket_id: int, ring: str) -> None:
    """Take back what was thrown away."""
    if draft := _of(member, ticket_id, ring):
        draft.deleted_at = None


def sent(member: Member, ticket_id: int, ring: str, *, version: int, key: str) -> None:
    """It was sent by the form with this key, which showed this version; what another tab saved later stays."""
    this = {"account": member.account_id, "this": ticket_id, "in_ring": ring}
    change(_sent(), this | {"shown": version, "called": key})


@cache
def _sent() -> Any:
    known = or_(
        ReplyDraft.version <= bindparam("shown", type_=Integer),
        ReplyDraft.key == bindparam("called", type_=Text),
    )
    this = and_(
        ReplyDraft.account_id == ACCOUNT,
        ReplyDraft.ticket_id == bindparam("this", type_=Integer),
        ReplyDraft.ring == bindparam("in_ring", type_=Text),
    )
    return delete(ReplyDraft).where(this, known)


def _of(member: Member, ticket_id: int, ring: str) -> ReplyDraft | None:
    mine = (ReplyDraft.account_id == member.account_id, ReplyDraft.ticket_id == ticket_id, ReplyDraft.ring == ring)
    fresh = select(ReplyDraft).where(*mine).with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(fresh)
