"""Everything of an organisation as a file, for its admins: one asks, the worker makes it, each of them fetches it.

A row is what must not be lost. A worker that dies leaves its claim to run out and bytes that no row tells of, which
are swept; the next try writes its bytes under a name of its own.
"""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select

from portal.outbox.verbs import post, post_each
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.guard import ask
from tenants.models import Account, Organisation
from tenants.passwords import is_handle, new_handle
from tenants.people import persons_with
from tenants.permissions import Action
from tenants.roles import Role
from tenants.writing import add_unless_there

from .happenings import ASKED
from .manifest import Manifest
from .models import Takeout

KEPT = timedelta(days=7)
LEASE = timedelta(minutes=15)  # from the last word of who makes it
TRIES = 3
MOST_A_DAY = 3


class Answer(StrEnum):
    """What became of asking."""

    MADE = "made"
    WAITS = "waits"  # one is being made
    ENOUGH = "enough"  # for a day


def ask_for_everything(member: Member) -> Answer:
    """Ask for everything as a file; every admin is mailed who asked. One at a time, a few a day."""
    ask(member, Action.AUDIT)
    lately = select(func.count(Takeout.id)).where(
        Takeout.organisation_id == member.organisation_id, Takeout.asked_at > now() - timedelta(days=1)
    )
    waits = select(Takeout.id).where(Takeout.organisation_id == member.organisation_id, *_unmade()).limit(1)
    if db.session.scalar(waits) is not None:
        return Answer.WAITS
    if (db.session.scalar(lately) or 0) >= MOST_A_DAY:
        return Answer.ENOUGH
    code = new_handle()
    values = {
        "code": code,
        "account_id": member.account_id,
        "asked_at": now(),
        "due_at": now(),
        "kept_until": now() + KEPT,
    }
    if not add_unless_there(Takeout, values):
        return Answer.WAITS  # somebody asked at this very moment
    leave_trail(ASKED, db.session.get_one(Organisation, member.organisation_id), by=member)
    admins = persons_with(Role.ADMIN)
    post_each([("everything asked", member.organisation_id, person) for person in admins], seed=code)
    return Answer.MADE


def takeouts_of(member: Member) -> list[tuple[Takeout, str]]:
    """Return the files of an organisation with who asked, newest first; those that are too old are gone."""
    ask(member, Action.AUDIT)
    mine = (Takeout.organisation_id == member.organisation_id, Takeout.kept_until > now())
    files = select(Takeout, Account.name).join(Account, Account.id == Takeout.account_id).where(*mine)
    return [(row[0], row[1]) for row in db.session.execute(files.order_by(Takeout.asked_at.desc(), Takeout.id.desc()))]


def takeout_for(member: Member, code: str) -> Takeout:
    """Return a file that is ready. Raises NotFound for another organisation's, and one not ready or too old."""
    ask(member, Action.AUDIT)
    mine = (Takeout.organisation_id == member.organisation_id, Takeout.code == code, Takeout.made_at.is_not(None))
    found = db.session.scalar(select(Takeout).where(*mine, Takeout.kept_until > now())) if is_handle(code) else None
    if found is None:
        raise NotFound
    return found


# What the worker does.


def claim(code: str) -> Takeout | None:
    """Claim a file that waits to be made; None when another worker has it, or it failed too often."""
    row = _waiting(code)
    if row is None or row.due_at > now():
        return None
    if row.tries >= TRIES:
        row.failed_at = now()
        return None
    row.due_at, row.tries, row.done = now() + LEASE, row.tries + 1, 0
    return row


def go_on(code: str, tries: int, done: int) -> None:
    """Note how many records are in a file, and that whoever makes it is alive."""
    row = _waiting(code)
    if row is not None and row.tries == tries:
        row.done, row.due_at = done, now() + LEASE


def made(organisation_id: int, code: str, lies_at: str, size: int, manifest: Manifest) -> None:
    """Note that a file is ready, and mail every admin. Nothing happens when another worker was first."""
    row = _waiting(code)
    if row is None:
        return
    row.made_at, row.kept_until = now(), now() + KEPT
    row.lies_at, row.size, row.done, row.digest = lies_at, size, manifest.rows, manifest.digest
    for person_id in persons_with(Role.ADMIN):
        post("everything ready", organisation_id, person_id, seed=code)


def forget_old() -> int:
    """Remove the rows of files that are too old; return how many. Their bytes are swept."""
    gone = delete(Takeout).where(Takeout.kept_until <= now()).returning(Takeout.id)
    return len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())


def _unmade() -> tuple:
    return (Takeout.made_at.is_(None), Takeout.failed_at.is_(None))


def _waiting(code: str) -> Takeout | None:
    wanted = select(Takeout).where(Takeout.code == code, *_unmade())
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
