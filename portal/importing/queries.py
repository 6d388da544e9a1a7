"""Lists of people as their admins read them, and the plan for one beside the directory of this moment."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.everybody import all_units, everybody
from tenants.models import Person
from tenants.passwords import is_handle

from .models import ImportRun, Stage
from .planning import Choices, Plan, plan
from .rules import Line


def run_of(code: str, *parts: str, lock: bool = False) -> ImportRun:
    """Return a list by code, with the `parts` of it that are long. Raises NotFound."""
    wanted = select(ImportRun).where(ImportRun.code == code)
    wanted = wanted.options(*(undefer(getattr(ImportRun, part)) for part in parts))
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(wanted) if is_handle(code) else None
    if found is None:
        raise NotFound
    return found


def latest_runs() -> Sequence[ImportRun]:
    """Return the lists that are kept, newest first."""
    return db.session.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(20)).all()


def working_run() -> ImportRun | None:
    """Return the list that is being carried out or undone now."""
    return db.session.scalar(select(ImportRun).where(ImportRun.stage.in_((Stage.ASKED, Stage.UNDOING))))


def rows_below_heads(run: ImportRun) -> list[Line]:
    """Return the rows that are about people."""
    return [(number, cells) for number, cells in run.lines][1 if run.headed else 0 :]


def planned(member: Member, run: ImportRun) -> Plan:
    """Return what would become of each row now. The same few statements whatever the length of the list."""
    choices = Choices(run.end_missing, run.make_units, run.invite)
    return plan(rows_below_heads(run), run.columns, choices, everybody(member), all_units(member), me=member.person_id)


def names_of(people: Sequence[int]) -> dict[int, str]:
    """Return the names of the persons with these ids."""
    found = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {row.id: row.name for row in found}
