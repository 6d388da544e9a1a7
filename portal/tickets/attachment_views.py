"""Files in an organisation: upload one for the form at hand, look at one, download one."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request
from flask_babel import gettext as _

from portal.files.models import Attachment
from portal.files.places import Unreachable
from portal.files.receiving import receive
from portal.files.rules import PUBLIC_ID, clean_name
from portal.files.sending import send
from portal.files.verbs import stage
from portal.files.wording import file_shown, not_kept_words
from portal.web.limits import limiter
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import private, requires
from tenants.permissions import Action

from .attached import attachment_for
from .confided import note_confided_file
from .show import files_at

blueprint = Blueprint("files", __name__, url_prefix="/<key>/files")


@blueprint.post("")
@requires(Action.REPLY)
@limiter.limit("200/minute")
def upload() -> Any:
    """Stage one file for a form that is being filled in; answer with its row, or with why not."""
    member: Member = g.member
    return uploaded(member, member.organisation_id, files_at(member))


def uploaded(member: Member, organisation_id: int, at: str) -> Any:
    """Stage the file of this web request in an organisation; `at` is where the page serves files."""
    part = request.files.get("files")
    wished = request.form.get("id", "")
    try:
        if part is None or not part.filename:
            raise Invalid("files", _("Choose a file"))
        received = receive(organisation_id, part, wished if PUBLIC_ID.fullmatch(wished) else "")
        with write_transaction():
            row: Attachment = stage(member, received)
    except Invalid as refusal:
        return Response(f"{refusal.why}", 422, mimetype="text/plain")
    except Unreachable:
        name = clean_name(part.filename or "") if part else ""
        return Response(not_kept_words(name), 503, mimetype="text/plain")
    return render_template("files/row.html", file=file_shown(row, at), action=""), 201


@blueprint.get("/<file>/<name>")
@requires(Action.SEE)
@private
def download(file: str, name: str) -> Response:
    """Send a file to who may have it; the name is there for people."""
    return _sent(file)


@blueprint.get("/<file>/preview/<name>")
@requires(Action.SEE)
@private
def preview(file: str, name: str) -> Response:
    """Send the preview of a picture."""
    return _sent(file, preview=True)


def _sent(file: str, *, preview: bool = False) -> Response:
    row = attachment_for(g.member, file)
    note_confided_file(g.member, row)
    return send(row, preview=preview)
