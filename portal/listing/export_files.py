"""Long lists as files: asked for by a person, made by the worker, fetched by that person while they may see it all."""

from datetime import timedelta

from sqlalchemy import func, select

from portal.files.made import waiting
from portal.outbox.verbs import post
from portal.tickets.models import Ticket
from portal.tickets.sight import visible_to
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Forbidden, NotFound
from tenants.guard import ask
from tenants.passwords import is_handle, new_handle
from tenants.permissions import Action
from tenants.writing import add_unless_there

from .exporting import note_taken
from .models import ExportFile

KEPT = timedelta(days=3)
TOGETHER = 5_000  # numbers that are asked about in one statement


def ask_for_file(member: Member, query: str, form: str) -> bool:
    """Ask for a list as a file; return False when one is being made for this member already."""
    ask(member, Action.SEE)
    values = {
        "membership_id": member.membership_id,
        "code": new_handle(),
        "query": query,
        "form": form,
        "language": member.language,
        "asked_at": now(),
        "due_at": now(),
        "kept_until": now() + KEPT,
    }
    return add_unless_there(ExportFile, values)


def files_of(member: Member) -> list[ExportFile]:
    """Return the files a member asked for, newest first; those that are too old are gone."""
    mine = (ExportFile.membership_id == member.membership_id, ExportFile.kept_until > now())
    return list(db.session.scalars(select(ExportFile).where(*mine).order_by(ExportFile.id.desc())))


def file_for(member: Member, code: str) -> ExportFile:
    """Return a file that is ready, for who asked for it.

    Raises NotFound for anybody else's, one that is not ready or too old; Forbidden when the member may by now not
    see each request in it any more.
    """
    ask(member, Action.SEE)
    wanted = (
        ExportFile.code == code,
        ExportFile.membership_id == member.membership_id,
        ExportFile.made_at.is_not(None),
    )
    live = select(ExportFile).where(*wanted, ExportFile.kept_until > now())
    found = db.session.scalar(live) if is_handle(code) else None
    if found is None:
        raise NotFound
    if not _sees_all(member, found.numbers):
        raise Forbidden
    return found


def _sees_all(member: Member, numbers: list[int]) -> bool:
    parts = [numbers[start : start + TOGETHER] for start in range(0, len(numbers), TOGETHER)]
    return all(_how_many_seen(member, part) == len(part) for part in parts)


def _how_many_seen(member: Member, numbers: list[int]) -> int:
    seen = select(func.count(Ticket.id)).where(Ticket.number.in_(numbers), visible_to(member))
    return db.session.scalar(seen) or 0


# What the worker does.


def made(member: Member, code: str, lies_at: str, size: int, numbers: list[int]) -> None:
    """Note that a file is ready, and mail who asked for it. Nothing happens when another worker was first."""
    row = waiting(ExportFile, code)
    if row is None:
        return
    row.made_at, row.kept_until = now(), now() + KEPT
    row.lies_at, row.size, row.numbers = lies_at, size, numbers
    note_taken(member, len(numbers), row.form)
    post("export", member.organisation_id, member.person_id, seed=code)
