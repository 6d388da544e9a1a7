"""What somebody keeps of the list: their views, and the files they asked for."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from tenants.database import db
from tenants.privacy import PASSED, WRITTEN, Erasing, Part, Section, Telling

from .models import ExportFile, SavedView


def _tells(telling: Telling) -> Iterable[Section]:
    if not telling.own:
        return
    mine = telling.about.membership_id
    views = select(SavedView).where(SavedView.membership_id == mine).order_by(SavedView.id)
    files = select(ExportFile).where(ExportFile.membership_id == mine).order_by(ExportFile.id)
    yield Section("views", [{"name": row.name, "filters": row.query} for row in db.session.scalars(views)])
    yield Section("lists", [{"asked": row.asked_at, "filters": row.query} for row in db.session.scalars(files)])


def _erases(erasing: Erasing) -> bool:
    """Take their views away, and all files of lists: in anybody's the name may stand. They are asked for anew."""
    theirs = delete(SavedView).where(SavedView.membership_id == erasing.about.membership_id)
    for statement in (theirs, delete(ExportFile)):
        db.session.execute(statement, execution_options={"synchronize_session": False})
    return False


PART = Part(
    "listing",
    names={SavedView: "name folded query", ExportFile: "query"},
    free={SavedView: "slug", ExportFile: "code form language lies_at numbers"},
    stays={WRITTEN: {SavedView: "name folded query"}, PASSED: {ExportFile: "query"}},
    tells=_tells,
    erases=_erases,
)
