"""Files in an organisation: upload one for the form at hand, look at one, download one."""

from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.files.models import Attachment
from portal.files.places import Unreachable
from portal.files.receiving import receive
from portal.files.rules import PUBLIC_ID, clean_name
from portal.files.sending import send
from portal.files.verbs import mark, stage
from portal.files.wording import file_shown, not_kept_words
from portal.web.forms import Form, Line
from portal.web.limits import limiter
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import private, requires
from tenants.permissions import Action

from .attached import attachment_for, number_of
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


class MarkForm(Form):
    """Say that a file holds data of persons (`yes`), or that it does not (`no`)."""

    personal = Line()


@blueprint.post("/<file>/mark")
@requires(Action.REPLY)
def mark_file(file: str) -> Any:
    """Say of a file that one sent whether it holds data of persons."""
    row = attachment_for(g.member, file)
    if row.account_id != g.member.account_id:
        raise NotFound
    number = number_of(row)
    return marked(g.member, row, url_for("tickets.show", number=number) if number else url_for("tickets.start"))


def marked(member: Member, row: Attachment, back: str) -> Any:
    """Carry it out at any door, and go back to the page with the file."""
    form = MarkForm()
    if not form.validate_on_submit() or form.personal.data not in ("yes", "no"):
        abort(422)
    with write_transaction():
        mark(member, row, personal=form.personal.data == "yes")
    return redirect(back, 303)


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
