"""Bring a list, say what its columns are, agree to what happens, and have it carried out: all of it or nothing."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from portal.trail.verbs import leave_trail
from tenants.acting import acting_admin
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotNow
from tenants.everybody import lock_directory
from tenants.intake import Done, take_in
from tenants.passwords import new_handle
from tenants.taking_back import TakingBack, take_back, what_goes_back

from .models import ImportRun, Stage
from .planning import Choices, Fate
from .queries import planned, run_of, working_run
from .rules import AT_ONCE, STAGED, UNDO, guessed_columns, has_heads
from .sheets import Sheet
from .wording import sentences

WAITING = (Stage.READ, Stage.MATCHED)


class LookAgain(NotNow):
    """The directory changed since the admin saw what would happen."""


def keep(member: Member, name: str, sheet: Sheet) -> ImportRun:
    """Keep a list that was read, with a guess of its columns. Nothing happens to anybody."""
    acting_admin(member)
    headed = has_heads(sheet.lines[0][1])
    run = ImportRun(
        membership_id=member.membership_id,
        code=new_handle(),
        file_name=name,
        form=sheet.form,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        headed=headed,
        columns=guessed_columns(sheet.lines, headed),
        lines=[[number, cells] for number, cells in sheet.lines],
        language=member.language,
        kept_until=now() + STAGED,
    )
    db.session.add(run)
    db.session.flush()
    leave_trail("import.brought", run, by=member, rows=len(sheet.lines))
    return run


def match(member: Member, code: str, columns: Sequence[str], headed: bool, choices: Choices) -> None:
    """Say what stands in each column, and what is to be done with the whole list."""
    acting_admin(member)
    run = _waiting(code)
    run.columns, run.headed, run.stage, run.why = list(columns), headed, Stage.MATCHED, ""
    run.end_missing, run.make_units, run.invite = choices.end_missing, choices.make_units, choices.invite


def drop(member: Member, code: str) -> None:
    """Throw a list away that was not carried out."""
    acting_admin(member)
    run = _waiting(code)
    leave_trail("import.dropped", run, by=member)
    db.session.delete(run)


def _waiting(code: str) -> ImportRun:
    run = run_of(code, lock=True)
    if run.stage not in WAITING:
        raise NotNow(_("This list was carried out already."))
    return run


def agree(member: Member, code: str, seal: str) -> Stage:
    """Agree to the plan with this seal; return how far the list is then. Twice is once.

    A short list is carried out here and now, a long one by the worker. Raises LookAgain when the plan is another by
    now, NotNow while another list of the organisation is being carried out.
    """
    lock_directory(member)
    run = run_of(code, lock=True)
    if run.stage is not Stage.MATCHED:
        return run.stage
    if working_run() is not None:
        raise NotNow(_("Another list is being imported right now. Try again when it is done."))
    run.membership_id, run.language, run.seal, run.why = member.membership_id, member.language, seal, ""
    leave_trail("import.agreed", run, by=member)
    if len(run.lines) > AT_ONCE + 1:
        run.stage, run.due_at, run.tries, run.kept_until = Stage.ASKED, now(), 0, now() + STAGED
    else:
        carry_out(member, run)
    return run.stage


def carry_out(member: Member, run: ImportRun) -> None:
    """Make the directory as the list wants it; the rows that are refused stay for the file with errors.

    The directory is locked. Raises LookAgain when the plan is not the one that was agreed to.
    """
    plan = planned(member, run)
    if plan.seal != run.seal:
        raise LookAgain(_("Somebody changed the directory since you looked. Look again at what will happen."))
    done = take_in(member, plan.people, plan.new_units)
    run.refused = [
        [row.number, list(cells), sentences(row)]
        for row, (_number, cells) in zip(plan.rows, run.lines[1 if run.headed else 0 :], strict=True)
        if row.fate is Fate.ERROR
    ]
    run.done = {"units": done.units, "people": done.people, "members": done.members, "accounts": done.accounts}
    run.counts = plan.counts | {"ended": len(plan.missing) if run.end_missing else 0}
    run.lines = run.lines[:1] if run.headed else []
    run.stage, run.done_at, run.kept_until = Stage.DONE, now(), now() + UNDO
    db.session.flush()
    leave_trail("import.carried out", run, by=member, **dict[str, Any](run.counts))


def would_go_back(member: Member, run: ImportRun) -> TakingBack:
    """Say what undoing a list would do now. Raises NotNow when it cannot be undone (any more)."""
    if run.stage is not Stage.DONE or run.kept_until <= now():
        raise NotNow(_("This list cannot be undone any more."))
    return what_goes_back(member, _done(run))


def undo(member: Member, code: str, end_acted: bool) -> Stage:
    """Undo a list, as far as nobody went on from there; return how far it is then. Twice is once.

    Raises NotNow after a day, and while another list is being carried out.
    """
    lock_directory(member)
    run = run_of(code, "done", lock=True)
    if run.stage in (Stage.UNDOING, Stage.UNDONE):
        return run.stage
    if run.stage is not Stage.DONE or run.kept_until <= now():
        raise NotNow(_("This list cannot be undone any more."))
    if working_run() is not None:
        raise NotNow(_("Another list is being imported right now. Try again when it is done."))
    run.membership_id, run.end_acted = member.membership_id, end_acted
    if len(run.done["people"]) + len(run.done["members"]) > 2 * AT_ONCE:
        run.stage, run.due_at, run.tries = Stage.UNDOING, now(), 0
    else:
        carry_back(member, run)
    return run.stage


def carry_back(member: Member, run: ImportRun) -> None:
    """Take back what a list did. The directory is locked."""
    went = take_back(member, _done(run), run.end_acted)
    run.counts = {
        "removed": len(went.removed),
        "restored": len(went.restored),
        "acted": len(went.acted),
        "changed": len(went.changed),
    }
    run.stage, run.undone_at, run.kept_until = Stage.UNDONE, now(), now() + UNDO
    run.done, run.refused = {"staying": went.staying}, []
    db.session.flush()
    leave_trail("import.undone", run, by=member, **dict[str, Any](run.counts), ended=run.end_acted)


def _done(run: ImportRun) -> Done:
    return Done(run.done["units"], run.done["people"], run.done["members"], run.done.get("accounts", []))
