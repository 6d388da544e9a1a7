"""The log of an organisation, for its admins: to read, to narrow, to take along.

The service organisation reads its own in the set-up: see desk_views.
"""

from collections.abc import Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Flask, Response, abort, current_app, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.listing.exporting import FORMATS, as_workbook
from portal.listing.forms import ExportForm
from portal.web.days import day_in
from portal.web.forms import NO_DAY
from portal.web.language import language, today
from portal.web.paging import edge_in
from portal.web.text import one_line
from tenants.context import Member
from tenants.database import write_transaction
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .exporting import MOST, note_taken, streamed
from .queries import Filter, how_many, page_of_log
from .rules import in_order, kind_in
from .show import cells_of, edge, first_part, lines_of
from .wording import kind_choices

blueprint = Blueprint("audit", __name__, url_prefix="/<key>/org/audit")
KEPT = ("who", "kind", "since", "until")
PIECE = 65_536  # bytes that are sent together


@blueprint.get("")
@requires(Action.AUDIT)
def log() -> Any:
    """Show what happened, newest first, narrowed by name, kind and period."""
    return _page(request.args)


@blueprint.post("/export")
@requires(Action.AUDIT)
@dangerous(lazy_gettext("Take the log along as a file"), file=True)
def export() -> Any:
    """Send the log as a file. A post, because it is noted who took what along."""
    member: Member = g.member
    form = ExportForm()
    if not form.validate_on_submit() or form.format.data not in FORMATS:
        abort(400)
    given = dict(parse_qsl((form.query.data or "")[:2000]))
    narrowed, wrong = _filter(given)
    if wrong:
        return _page(given), 422
    rows = how_many(member, narrowed)
    if form.format.data != "csv" and rows > MOST:
        why = _("This is too long for an Excel file. Take it as a CSV file, or choose a period.")
        return _page(given, {"since": why}), 422
    pieces = _csv(member, narrowed) if form.format.data == "csv" else _workbook(member, narrowed)
    with write_transaction():  # after the newest lines were read: the file does not tell of itself
        note_taken(member, rows, form.format.data)
    answer = Response(pieces, content_type=FORMATS[form.format.data][1])
    called = _("log")
    answer.headers["Content-Disposition"] = f'attachment; filename="{called}-{today():%Y-%m-%d}.{form.format.data}"'
    return answer


def _page(given: Mapping[str, str], errors: Mapping[str, str] | None = None) -> Any:
    member: Member = g.member
    narrowed, wrong = _filter(given)
    after, before = edge_in(given.get("after")), edge_in(given.get("before"))
    rows, more = page_of_log(member, narrowed, after, None if after else before)
    kept: dict[str, Any] = {name: value for name, value in given.items() if name in KEPT and value}
    newer, older = rows and (after or (before and more)), rows and (before or more)
    return render_template(
        "audit/log.html",
        of_the_desk=request.blueprint != blueprint.name,
        lines=lines_of(member, rows),
        kept={name: given.get(name, "") for name in KEPT} | _days(narrowed),
        filtered=bool(kept),
        query=urlencode(kept),
        kinds=kind_choices(),
        errors={**wrong, **(errors or {})},
        newer=url_for(".log", **kept, before=edge(rows[0])) if newer else "",
        older=url_for(".log", **kept, after=edge(rows[-1])) if older else "",
    )


def _days(narrowed: Filter) -> dict[str, str]:
    """Return the days as a browser's own field for them wants them."""
    days = {"since": narrowed.since, "until": narrowed.until}
    return {name: day.isoformat() for name, day in days.items() if day}


def _filter(given: Mapping[str, str]) -> tuple[Filter, dict[str, str]]:
    """Read the filters; beside them what is wrong with a day, by field."""
    since, until = (day_in(given.get(name, "")) for name in ("since", "until"))
    wrong = {name: str(NO_DAY) for name, day in (("since", since), ("until", until)) if given.get(name) and day is None}
    if not in_order(since, until):
        wrong["until"], until = _("This day is before the first one"), None
    words = one_line(given.get("who", ""))[:100]
    return Filter(words=words, kind=kind_in(given.get("kind", "")), since=since, until=until), wrong


def _csv(member: Member, narrowed: Filter) -> Iterator[bytes]:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return streamed(app, member, narrowed, first_part(member, narrowed), language())


def _workbook(member: Member, narrowed: Filter) -> Iterator[bytes]:
    made = TemporaryFile()  # noqa: SIM115 - `_pieces` closes it
    as_workbook(cells_of(member, narrowed), made, _("Log"))
    return _pieces(made)


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        made.seek(0)
        while piece := made.read(PIECE):
            yield piece
