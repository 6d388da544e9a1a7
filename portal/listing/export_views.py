"""The list as a file to take along: a short one at once, a long one when the worker has made it."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.files.sending import begins, send_made
from portal.web.language import said
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Forbidden, Invalid
from tenants.guard import private, requires
from tenants.permissions import Action

from .export_files import ask_for_file, file_for, files_of
from .exporting import FORMATS, WHILE_ONE_WAITS, how_long, note_fetched, note_taken, rows_of
from .forms import ExportForm
from .models import ExportFile
from .rules import Filter, query_of
from .saved import filter_in
from .views import hits_in, page_of_list, today

blueprint = Blueprint("export", __name__, url_prefix="/<key>")

PIECE = 65_536  # bytes that are sent together


@blueprint.post("/requests/export")
@requires(Action.SEE)
def download() -> Any:
    """Send the list as a file, or let it be made. A post, because it is noted who took what along."""
    member: Member = g.member
    form = ExportForm()
    if not form.validate_on_submit() or form.format.data not in FORMATS:
        abort(400)
    narrowed = filter_in(form.query.data or "", member)
    hits = hits_in(narrowed, member)
    try:
        rows = how_long(member, narrowed, today(), hits)
    except Invalid as refusal:
        return page_of_list(member, narrowed, {}, errors={refusal.field: str(refusal.why)}, folded=False), 422
    if rows > WHILE_ONE_WAITS:
        return _asked_for(member, narrowed, form.format.data)
    with write_transaction():
        note_taken(member, rows, form.format.data)
    write, kind = FORMATS[form.format.data]
    made = TemporaryFile()  # noqa: SIM115 - `_pieces` closes it
    write(rows_of(member, narrowed, today(), hits), made)
    answer = Response(_pieces(made), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_called(form.format.data, today())}"'
    return answer


def _asked_for(member: Member, narrowed: Filter, form: str) -> Any:
    with write_transaction():
        first = ask_for_file(member, query_of(narrowed), form)
    if first:
        flash(_("This list is long, so we make it for you. We mail you when it is ready."), "ok")
    else:
        flash(_("We are making a file for you already. Ask for the next one when it is ready."), "info")
    return redirect(url_for(".files"), 303)


@blueprint.get("/requests/exports")
@requires(Action.SEE)
@private
def files() -> str:
    """Show the files somebody asked for."""
    return _page(g.member)


@blueprint.get("/requests/exports/<code>")
@requires(Action.SEE)
@private
def fetch(code: str) -> Any:
    """Send a file that is ready, to who asked for it."""
    try:
        row = file_for(g.member, code)
    except Forbidden:
        return _page(g.member, narrower=True), 403
    _write, kind = FORMATS[row.form]
    answer, rows = send_made(row, row.code, kind.partition(";")[0], _called(row.form, row.asked_at)), len(row.numbers)
    if begins():
        with write_transaction():
            note_fetched(g.member, rows)
    return answer


def _page(member: Member, narrower: bool = False) -> str:
    return render_template("tickets/exports.html", files=[_shown(row) for row in files_of(member)], narrower=narrower)


def _shown(row: ExportFile) -> dict[str, Any]:
    return {
        "href": url_for(".fetch", code=row.code) if row.made_at else "",
        "failed": row.lost,
        "form": {"csv": _("CSV file"), "xlsx": _("Excel file")}[row.form],
        "list": f"{url_for('tickets.list_requests')}?{row.query}",
        "asked": said(row.asked_at),
        "until": said(row.kept_until),
        "size": row.size,
        "rows": len(row.numbers),
    }


def _called(form: str, day: Any) -> str:
    called = _("requests")
    return f"{called}-{day:%Y-%m-%d}.{form}"


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        made.seek(0)
        while piece := made.read(PIECE):
            yield piece
