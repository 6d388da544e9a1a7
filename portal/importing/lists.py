"""Lists to take along: an empty one to fill in, and the rows that were not right with what is wrong with them."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

from flask import Response, abort
from flask_babel import gettext as _

from portal.listing.exporting import FORMATS, as_csv, as_workbook

from .models import ImportRun, Stage
from .planning import Fate, Plan
from .rules import Column
from .wording import column_words, sentences


def template() -> list[list[str]]:
    """Return the heads of a list to fill in."""
    return [[column_words(column) for column in Column]]


def refused(run: ImportRun, plan: Plan | None) -> Iterable[list[str]]:
    """Yield the rows that are not right, as they came, with what is wrong with them at the end."""
    heads = [column_words(Column(name)) if name else _("Column %(number)s", number=place)
             for place, name in enumerate(run.columns, start=1)]  # fmt: skip
    if run.headed and run.lines:
        first = run.lines[0][1]
        heads = [first[place] if place < len(first) and first[place] else head for place, head in enumerate(heads)]
    yield [_("Row"), *heads, _("What is not right")]
    for number, cells, wrong in _rows(run, plan):
        padded = [*cells, *[""] * (len(heads) - len(cells))][: len(heads)]
        yield [str(number), *padded, ". ".join(wrong)]


def _rows(run: ImportRun, plan: Plan | None) -> Iterable[Any]:
    if plan is None:
        return run.refused if run.stage is not Stage.READ else []
    cells = dict(map(tuple, run.lines))
    return [(row.number, cells[row.number], sentences(row)) for row in plan.rows if row.fate is Fate.ERROR]


def as_file(lines: Iterable[list[str]], form: str, called: str) -> Response:
    """Answer with lines as a CSV file or a workbook; cells that a spreadsheet would compute are made text."""
    if form not in FORMATS:
        abort(404)
    with TemporaryFile() as made:
        if form == "csv":
            as_csv(lines, made)
        else:
            as_workbook(lines, made, title=_("People"), wide=0)
        made.seek(0)
        answer = Response(made.read(), content_type=FORMATS[form][1])
    answer.headers["Content-Disposition"] = f'attachment; filename="{called}.{form}"'
    return answer
