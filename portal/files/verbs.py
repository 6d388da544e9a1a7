"""What happens to a file: it is staged, made black in parts, given to a message, or taken away again."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid

from . import storage
from .models import Attachment
from .receiving import Received
from .rules import STAGED


def stage(member: Member, received: Received) -> Attachment:
    """Keep a file for the form that somebody is filling in; the same upload twice is one file."""
    if received.public_id and (there := _mine(member, received.public_id, received.digest)):
        return there
    row = Attachment(
        public_id=_free(received.public_id),
        account_id=member.account_id,
        name=received.name,
        media_type=received.media_type,
        size=received.size,
        digest=received.digest,
        width=received.width,
        height=received.height,
        staged_at=now(),
        kept_until=now() + STAGED,
    )
    db.session.add(row)
    db.session.flush()
    return row


def claim(member: Member, ids: Sequence[str], ticket_id: int, entry_id: int) -> None:
    """Give files that `member` staged to a message. Raises Invalid when one is not there, or was sent before."""
    if not ids:
        return
    claimed = db.session.execute(
        update(Attachment)
        .where(*_staged_by(member.account_id), Attachment.public_id.in_(ids))
        .values(ticket_id=ticket_id, entry_id=entry_id, kept_until=None)
        .returning(Attachment.id),
        execution_options={"synchronize_session": False},
    ).all()
    if len(claimed) < len(set(ids)):
        raise Invalid("files", _("A file is not here any more, or was sent before. Choose it again"))


def remove_staged(member: Member, public_id: str) -> None:
    """Take away a file that was not sent; one that is not there is gone already."""
    db.session.execute(
        delete(Attachment).where(*_staged_by(member.account_id), Attachment.public_id == public_id),
        execution_options={"synchronize_session": False},
    )


def put_in_place(member: Member, public_id: str, was: str, received: Received) -> bool:
    """Let a staged file be other bytes from now on; say whether it was still there with those of before."""
    same = (*_staged_by(member.account_id), Attachment.public_id == public_id, Attachment.digest == was)
    fresh = select(Attachment).where(*same).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(fresh)
    if row is None:
        return False
    row.digest, row.size, row.staged_at = received.digest, received.size, now()
    row.width, row.height = received.width, received.height
    leave_trail("draft.blacked_out", row, by=member)
    return True


def mark(member: Member, row: Attachment, *, personal: bool) -> None:
    """Say that a file holds data of persons, or that it does not; saying it twice is saying it once."""
    put = (
        update(Attachment)
        .where(Attachment.id == row.id, Attachment.personal.is_(not personal))
        .values(personal=personal)
        .returning(Attachment.id)
    )
    if db.session.execute(put, execution_options={"synchronize_session": False}).first() is None:
        return
    leave_trail("ticket.file_marked" if personal else "ticket.file_unmarked", row, by=member)


def mark_staged(member: Member, public_id: str, *, personal: bool) -> None:
    """Say it of a file that was not sent yet; one that is not there any more is left alone."""
    db.session.execute(
        update(Attachment)
        .where(*_staged_by(member.account_id), Attachment.public_id == public_id)
        .values(personal=personal),
        execution_options={"synchronize_session": False},
    )


def keep_staged(member: Member, ids: Sequence[str], until: datetime) -> None:
    """Let staged files wait longer: they belong to a draft now."""
    if ids:
        db.session.execute(
            update(Attachment)
            .where(*_staged_by(member.account_id), Attachment.public_id.in_(ids))
            .values(kept_until=until),
            execution_options={"synchronize_session": False},
        )


def give_staged(owner: int, ids: Sequence[str], account_id: int) -> None:
    """Give the staged files of an account to a colleague: they go with the draft that was handed over."""
    if ids:
        db.session.execute(
            update(Attachment).where(*_staged_by(owner), Attachment.public_id.in_(ids)).values(account_id=account_id),
            execution_options={"synchronize_session": False},
        )


def remove_of(account_id: int, *, sent: bool, most: int = 200) -> list[str]:
    """Take away some files of an account, those with messages too when `sent`; return the digests of their bytes."""
    theirs = select(Attachment.id).where(Attachment.account_id == account_id)
    some = theirs if sent else theirs.where(Attachment.entry_id.is_(None))
    ids = list(db.session.scalars(some.order_by(Attachment.id).limit(most)))
    if not ids:
        return []
    gone = delete(Attachment).where(Attachment.id.in_(ids)).returning(Attachment.digest)
    return list(db.session.scalars(gone, execution_options={"synchronize_session": False}))


def remove_bytes(organisation_id: int, digests: Sequence[str], before: datetime) -> list[str]:
    """Remove the bytes of contents that no row tells of any more; return the digests that have to wait.

    What was put there since `before` may be an upload that has no row yet. Raises Unreachable.
    """
    known = set(db.session.scalars(select(Attachment.digest).where(Attachment.digest.in_(digests))))
    waiting = []
    for digest in sorted(set(digests) - known):
        names = [storage.name_of(organisation_id, digest, preview=preview) for preview in (True, False)]
        went = [storage.remove_old(name, before) for name in names if storage.place().put_at(name) is not None]
        if not all(went):
            waiting.append(digest)
    return waiting


def _staged_by(account_id: int) -> tuple:
    return (Attachment.account_id == account_id, Attachment.entry_id.is_(None))


def _mine(member: Member, public_id: str, digest: str) -> Attachment | None:
    same = (Attachment.public_id == public_id, Attachment.digest == digest)
    return db.session.scalar(select(Attachment).where(*_staged_by(member.account_id), *same))


def _free(wished: str) -> str:
    taken = wished and db.session.scalar(select(Attachment.id).where(Attachment.public_id == wished))
    return wished if wished and not taken else secrets.token_hex(12)
