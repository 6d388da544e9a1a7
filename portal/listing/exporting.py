"""A list as a file: exactly the rows and the order the list has, as CSV or as an Excel workbook.

Rows come from one statement and go to disk as they come, so that a long list takes no more memory than a short one,
and nobody gets half a file. What begins as a formula is made text (OWASP, CSV injection); in a workbook every cell
is typed.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import IO, Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from portal.search.queries import Hits
from portal.tickets.wording import pill, turn_words
from portal.trail.verbs import leave_trail
from portal.web.language import ZONE, language
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid
from tenants.guard import ask
from tenants.models import Membership
from tenants.permissions import Action

from .queries import every_row
from .rules import Filter
from .wording import kind_words

WHILE_ONE_WAITS = 2_000
"""Rows of a list that is made while somebody waits; a longer one is made by the worker."""

MOST = 100_000
AT_ONCE = 200  # rows that are read and passed on together
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Cells = list[str]


def how_long(member: Member, narrowed: Filter, today: date, hits: Hits | None) -> int:
    """Return how many rows a list has. Raises Invalid for more than `MOST`."""
    ask(member, Action.SEE)
    statement, given = every_row(member, narrowed, today, MOST + 1, hits)
    rows = db.session.scalar(select(func.count()).select_from(statement.subquery()), given) or 0
    if rows > MOST:
        raise Invalid("since", _("These are more than 100,000 requests. Choose a period, then export again."))
    return rows


def note_taken(member: Member, rows: int, form: str) -> None:
    """Note that a list leaves as a file. Whoever sees a list may take it along."""
    ask(member, Action.SEE)
    membership = db.session.get_one(Membership, member.membership_id)
    leave_trail("requests.exported", membership, by=member, rows=rows, form=form)


def note_fetched(member: Member, rows: int) -> None:
    """Note that a list that was made as a file is fetched."""
    ask(member, Action.SEE)
    membership = db.session.get_one(Membership, member.membership_id)
    leave_trail("requests.fetched", membership, by=member, rows=rows)


def rows_of(
    member: Member, narrowed: Filter, today: date, hits: Hits | None, numbers: list[int] | None = None
) -> Iterator[Cells]:
    """Return the heads and then a line for each request, as they come from the database; note their `numbers`."""
    statement, given = every_row(member, narrowed, today, MOST, hits)
    yield heads()
    with closing(db.session.execute(statement.execution_options(yield_per=AT_ONCE), given)) as rows:
        for row in rows:
            if numbers is not None:
                numbers.append(row.number)
            yield cells(member, row)


def heads() -> Cells:
    """Return the heads of the columns."""
    return [
        _("Number"),
        _("Subject"),
        _("Kind"),
        _("Service"),
        _("Status"),
        _("Whose turn"),
        _("Filed by"),
        _("On behalf of"),
        _("Confidential"),
        _("Asked on"),
        _("Last reply"),
        _("Expected by"),
    ]


def cells(member: Member, row: Any) -> Cells:
    """Return the line of a request, in the words the list has for it."""
    party = member.person_id in (row.filed_by_id, row.filed_for_id)
    return [
        f"{member.organisation_key.upper()}-{row.number}",
        row.subject,
        kind_words(row.kind),
        row.service_nl if language() == "nl" else row.service_en,
        pill(row.state, row.outlook, party, row.filed_for_name).words,
        turn_words(row.turn),
        row.filed_by_name,
        row.filed_for_name if row.filed_for_id != row.filed_by_id else "",
        _("yes") if row.confidential else _("no"),
        _moment(row.filed_at),
        _moment(row.updated_at),
        _moment(row.promised_at) if row.promised_at and row.turn == "desk" else "",
    ]


def _moment(moment: Any) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"


def harmless(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(lines: Iterable[Cells], file: IO[bytes], title: str = "") -> None:
    """Write a CSV file: UTF-8 with a mark that Excel knows it by, semicolons where commas are decimal; no title."""
    separator = ";" if language() == "nl" else ","
    words = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(words, delimiter=separator)
    for line in lines:
        writer.writerow([harmless(cell) for cell in line])
    words.detach()


def as_workbook(lines: Iterable[Cells], file: IO[bytes], title: str = "", wide: int = 1) -> None:
    """Write an Excel workbook, a row at a time; `title` is that of its sheet, `wide` its widest column from 0."""
    from xlsxwriter import Workbook  # only here: ten megabytes that most web processes never need

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        sheet, bold = book.add_worksheet(title or _("Requests")), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(wide, wide, 50)
        for place, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(place, column, cell, bold if place == 0 else None)


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What a list can become: who writes it, and its media type."""
