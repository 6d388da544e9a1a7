"""Files at the desk: those of one request, and those an agent is about to send with a message."""

from typing import Any

from flask import Blueprint, Response, g, request, url_for

from portal.files.sending import send
from portal.tickets.attached import attachment_for
from portal.tickets.attachment_views import marked, uploaded
from portal.tickets.blacking_views import blacked_out
from portal.tickets.confided import note_confided_file
from portal.tickets.queries import ticket_for
from portal.web.limits import limiter
from portal.web.views import own_path
from tenants.guard import requires
from tenants.permissions import Action

from .queries import opened, place_of

blueprint = Blueprint("desk_files", __name__, url_prefix="/desk/requests/<reference>/files")


@blueprint.post("")
@requires(Action.HANDLE)
@limiter.limit("200/minute")
def upload(reference: str) -> Any:
    """Stage a file in the organisation of the request that is being answered."""
    place = place_of(reference)
    with opened(g.member, place.organisation_id):
        ticket_for(g.member, place.number)
        return uploaded(g.member, place.organisation_id, f"/desk/requests/{place.reference}/files")


@blueprint.route("/<file>/blacking-out", methods=["GET", "POST"])
@requires(Action.HANDLE)
@limiter.limit("60/minute", methods=["POST"])
def black_out(reference: str, file: str) -> Any:
    """Show a picture that was not sent yet under a grid of boxes; make black what is ticked."""
    place = place_of(reference)
    back = own_path(request.args.get("back", url_for("desk.show", reference=place.reference)))
    with opened(g.member, place.organisation_id):
        ticket_for(g.member, place.number)
        return blacked_out(g.member, file, f"/desk/requests/{place.reference}/files", back)


@blueprint.post("/<file>/mark")
@requires(Action.HANDLE)
def mark_file(reference: str, file: str) -> Any:
    """Say of a file of a request whether it holds data of persons."""
    place = place_of(reference)
    with opened(g.member, place.organisation_id):
        row = attachment_for(g.member, file, place.number)
        return marked(g.member, row, url_for("desk.show", reference=place.reference))


@blueprint.get("/<file>/<name>")
@requires(Action.WORK)
def download(reference: str, file: str, name: str) -> Response:
    """Send a file of a request."""
    return _send(reference, file, preview=False)


@blueprint.get("/<file>/preview/<name>")
@requires(Action.WORK)
def preview(reference: str, file: str, name: str) -> Response:
    """Send the preview of a picture."""
    return _send(reference, file, preview=True)


def _send(reference: str, file: str, *, preview: bool) -> Response:
    place = place_of(reference)
    with opened(g.member, place.organisation_id):
        row = attachment_for(g.member, file, place.number)
        note_confided_file(g.member, row)
        return send(row, preview=preview)
