"""Everything of an organisation as a file, for its admins: one asks, the worker makes it, each of them fetches it."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import func, select

from portal.files.made import unmade, waiting
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

from .happenings import ASKED, FETCHED
from .manifest import Manifest
from .models import Takeout

KEPT = timedelta(days=7)
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
    waits = select(Takeout.id).where(Takeout.organisation_id == member.organisation_id, *unmade(Takeout)).limit(1)
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


def note_fetched(member: Member) -> None:
    """Note that an admin fetches a file with everything."""
    ask(member, Action.AUDIT)
    leave_trail(FETCHED, db.session.get_one(Organisation, member.organisation_id), by=member)


# What the worker does.


def go_on(code: str, tries: int, done: int) -> None:
    """Note how many records are in a file, and that whoever makes it is alive."""
    row = waiting(Takeout, code)
    if row is not None and row.tries == tries:
        row.done, row.due_at = done, now() + row.LEASE


def made(organisation_id: int, code: str, lies_at: str, size: int, manifest: Manifest) -> None:
    """Note that a file is ready, and mail every admin. Nothing happens when another worker was first."""
    row = waiting(Takeout, code)
    if row is None:
        return
    row.made_at, row.kept_until = now(), now() + KEPT
    row.lies_at, row.size, row.done, row.digest = lies_at, size, manifest.rows, manifest.digest
    for person_id in persons_with(Role.ADMIN):
        post("everything ready", organisation_id, person_id, seed=code)
