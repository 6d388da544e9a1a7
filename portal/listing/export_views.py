"""The list as a file to take along."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Blueprint, Response, abort, g
from flask_babel import gettext as _

from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.permissions import Action

from .exporting import as_csv, as_workbook, export, rows_of
from .forms import ExportForm
from .saved_views import filter_in
from .views import hits_in, page_of_list, today

blueprint = Blueprint("export", __name__, url_prefix="/<key>")

PIECE = 65_536  # bytes that are sent together

FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@blueprint.post("/requests/export")
@requires(Action.SEE)
def download() -> Any:
    """Send the list as a file. A post, because it is noted who took what along."""
    member: Member = g.member
    form = ExportForm()
    if not form.validate_on_submit() or form.format.data not in FORMATS:
        abort(400)
    narrowed = filter_in(form.query.data or "", member)
    hits = hits_in(narrowed, member)
    try:
        with write_transaction():
            statement, given = export(member, narrowed, today(), form.format.data, hits)
    except Invalid as refusal:
        return page_of_list(member, narrowed, {}, errors={refusal.field: str(refusal.why)}, folded=False), 422
    write, kind = FORMATS[form.format.data]
    made = TemporaryFile()  # noqa: SIM115 - `_pieces` closes it
    write(rows_of(member, statement, given), made)
    called = _("requests")
    answer = Response(_pieces(made), content_type=kind)
    name = f"{called}-{today():%Y-%m-%d}.{form.format.data}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        made.seek(0)
        while piece := made.read(PIECE):
            yield piece
