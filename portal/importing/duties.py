"""What the worker does with long lists: carry them out, one transaction each, and forget what is too old."""

from datetime import timedelta

import structlog
from flask_babel import force_locale
from sqlalchemy import delete, select

from tenants.clock import now
from tenants.context import member_for
from tenants.database import db, write_transaction
from tenants.everybody import lock_directory
from tenants.models import Membership
from tenants.organisations import all_organisations
from tenants.permissions import Action, permits
from tenants.scope import Scope, inside

from .models import ImportRun, Stage
from .queries import run_of
from .verbs import LookAgain, carry_back, carry_out

log = structlog.get_logger()
LEASE = timedelta(minutes=10)
TRIES = 3
WORK = (Stage.ASKED, Stage.UNDOING)


def carry_out_imports() -> int:
    """Carry out each list that was agreed to; return how many."""
    with inside(Scope(frozenset(all_organisations()))):
        waiting = select(ImportRun.organisation_id, ImportRun.code).where(ImportRun.stage.in_(WORK))
        found = list(db.session.execute(waiting.where(ImportRun.due_at <= now()).order_by(ImportRun.due_at)))
        db.session.rollback()
    return sum(_tried(row.organisation_id, row.code) for row in found)


def _tried(organisation_id: int, code: str) -> bool:
    """Carry a list out; one that fails leaves nothing and waits for its next try."""
    try:
        return _carry_out(organisation_id, code)
    except Exception:
        log.exception("import failed", organisation=organisation_id, list=code)
        db.session.rollback()
        return False


def _carry_out(organisation_id: int, code: str) -> bool:
    with inside(Scope.of(organisation_id)):
        with write_transaction():
            account_id = _claimed(code)
        if account_id is None:
            return False
        member = member_for(account_id, organisation_id)
        if member is None or not permits(member, Action.MANAGE_MEMBERS):
            _put(code, Stage.FAILED, "no admin")
            return False
        try:
            with force_locale(member.language), write_transaction():
                lock_directory(member)
                run = run_of(code, "lines", "done", lock=True)
                if run.stage not in WORK:
                    return False
                (carry_out if run.stage is Stage.ASKED else carry_back)(member, run)
        except LookAgain:
            _put(code, Stage.MATCHED, "look again")
            return False
    return True


def _claimed(code: str) -> int | None:
    """Claim a list; return the account of who agreed to it, None when another worker has it or it failed too often."""
    run = run_of(code, lock=True)
    if run.stage not in WORK or run.due_at > now():
        return None
    if run.tries >= TRIES:
        run.stage, run.why = Stage.FAILED, "too often"
        return None
    run.due_at, run.tries = now() + LEASE, run.tries + 1
    mine = (Membership.id == run.membership_id, Membership.organisation_id == run.organisation_id)
    return db.session.scalar(select(Membership.account_id).where(*mine))


def _put(code: str, stage: Stage, why: str) -> None:
    with write_transaction():
        run = run_of(code, lock=True)
        if run.stage in WORK:
            run.stage, run.why = stage, why


def forget_imports() -> int:
    """Remove the lists that are too old; return how many. What they did stays."""
    with inside(Scope(frozenset(all_organisations()))):
        late = select(ImportRun.organisation_id).where(ImportRun.kept_until <= now(), ImportRun.stage.not_in(WORK))
        found = list(db.session.scalars(late.distinct()))
        db.session.rollback()
    count = 0
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            old = delete(ImportRun).where(ImportRun.kept_until <= now(), ImportRun.stage.not_in(WORK))
            gone = db.session.execute(old.returning(ImportRun.id), execution_options={"synchronize_session": False})
            count += len(gone.all())
    return count


DUTIES = (carry_out_imports, forget_imports)
