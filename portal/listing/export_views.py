"""The list as a file to take along."""

from typing import Any

from flask import Blueprint, Response, abort, g, stream_with_context
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
    made, kind = FORMATS[form.format.data]
    name = f"{_('requests')}-{today():%Y-%m-%d}.{form.format.data}"
    answer = Response(stream_with_context(made(rows_of(member, statement, given))), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
