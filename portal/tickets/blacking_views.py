"""The page on which somebody makes parts of a picture black before it is sent, and the way to it from their form."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import SelectMultipleField

from portal.files import storage
from portal.files.blacking import redrawn
from portal.files.boxes import Box, Grid, Outside, grid_of
from portal.files.forms import ARRANGE
from portal.files.models import Attachment
from portal.files.pictures import TooLarge, Unreadable
from portal.files.places import Unreachable
from portal.files.rules import DRAWN, PUBLIC_ID
from portal.files.verbs import put_in_place, remove_bytes
from portal.files.wording import file_shown, not_kept_words
from portal.web.forms import Form, Line
from portal.web.limits import limiter
from portal.web.views import own_path
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import private, requires
from tenants.permissions import Action

from .attached import attachment_for
from .attachment_views import blueprint
from .show import files_at

log = structlog.get_logger()

MOVING = frozenset({"image/gif", "image/webp"})
"""What may be a moving picture: its first image is shown, and what stays."""


class BlackOutForm(Form):
    """Which boxes become black; `seen` tells which picture they were chosen on."""

    several = frozenset({"box", "row"})

    seen = Line()
    box = SelectMultipleField(validate_choice=False)
    row = SelectMultipleField(validate_choice=False)


@blueprint.route("/<file>/blacking-out", methods=["GET", "POST"])
@requires(Action.REPLY)
@private
@limiter.limit("60/minute", methods=["POST"])
def black_out(file: str) -> Any:
    """Show a picture that was not sent yet under a grid of boxes; make black what is ticked."""
    return blacked_out(g.member, file, files_at(g.member), own_path(request.args.get("back")))


def wished(form: Any, here: str) -> str | None:
    """Return where this post of a form leads when it asks to make one of its pictures black first; else None.

    `here` is where the form goes on. What was refused of the uploads that came with it is said on the next page.
    """
    file = request.args.get(ARRANGE, "").removeprefix("black-")
    if not PUBLIC_ID.fullmatch(file) or file not in form.files.data:
        return None
    for error in form.files.errors:
        flash(str(error), "bad")
    reference = (request.view_args or {}).get("reference")
    if reference is None:
        return url_for("files.black_out", file=file, back=here)
    return url_for("desk_files.black_out", reference=reference, file=file, back=here)


def blacked_out(member: Member, file: str, at: str, back: str) -> Any:
    """Answer the page at any door; `at` is where files are served, `back` the form that the picture is of."""
    row = _mine(member, file)
    form = BlackOutForm()
    grid = _grid(row)
    if grid is None or not form.is_submitted():
        return _page(row, grid, form, at, back), 200 if request.method == "GET" else 409 if row.entry_id else 422
    try:
        status = _made_black(member, row, form, grid)
    except Invalid as refusal:
        form.refuse(Invalid("box", refusal.why))
        status = 422
    if status == 303:
        flash(_("It is black now. What was under it is gone."), "ok")
        return redirect(url_for(request.endpoint or "", **request.view_args or {}, back=back), 303)
    db.session.rollback()  # what was read before may be of another moment
    fresh = _mine(member, file)
    return _page(fresh, _grid(fresh), form, at, back), status


def _mine(member: Member, file: str) -> Attachment:
    row = attachment_for(member, file)
    if row.account_id != member.account_id:
        raise NotFound
    return row


def _grid(row: Attachment) -> Grid | None:
    """Return how a picture is parted; None for what cannot be made black here, or not any more."""
    if row.entry_id or not row.width or row.media_type not in DRAWN:
        return None
    return grid_of(row.width, row.height)


def _made_black(member: Member, row: Attachment, form: BlackOutForm, grid: Grid) -> int:
    """Carry it out; return the status to answer with. Raises Invalid."""
    boxes = _asked(form, grid)
    if form.seen.data != _seen(row):
        return _refuse(form, _changed(), 409)
    organisation_id, public_id, was = row.organisation_id, row.public_id, row.digest
    try:
        put_at = storage.place().put_at(storage.name_of(organisation_id, was))
        received = redrawn(row, grid, boxes)
    except FileNotFoundError:
        return _refuse(form, _changed(), 409)
    except Unreachable:
        return _refuse(form, not_kept_words(row.name), 503)
    except (Unreadable, TooLarge):
        raise Invalid(
            "box", _("We cannot make parts of %(file)s black. Make a new screenshot", file=row.name)
        ) from None
    with write_transaction():
        there = put_in_place(member, public_id, was, received)
    if not there:
        return _refuse(form, _changed(), 409)
    _forget(organisation_id, was, put_at)
    return 303


def _asked(form: BlackOutForm, grid: Grid) -> frozenset[Box]:
    if not form.validate_on_submit():
        abort(400)
    try:
        boxes = grid.asked(form.box.data or (), form.row.data or ())
    except Outside:
        raise Invalid("box", _("These boxes do not belong to this picture. Choose them again")) from None
    if not boxes:
        raise Invalid("box", _("Choose first what has to be black"))
    return boxes


def _refuse(form: BlackOutForm, why: str, status: int) -> int:
    form.refuse(Invalid("box", why))
    return status


def _changed() -> str:
    return _("The picture changed meanwhile. What you chose is still ticked: look if it is right, and press again")


def _forget(organisation_id: int, digest: str, put_at: datetime | None) -> None:
    """Remove the bytes of before, unless another file has them or somebody put them there again meanwhile."""
    try:
        if put_at is not None:
            remove_bytes(organisation_id, [digest], put_at + timedelta(microseconds=1))
    except Unreachable as fault:
        log.warning("bytes not removed yet", why=str(fault))  # nothing tells of them: the sweeper takes them


def _seen(row: Attachment) -> str:
    return row.digest[:16]


def _page(row: Attachment, grid: Grid | None, form: BlackOutForm, at: str, back: str) -> str:
    shown = file_shown(row, at)
    return render_template(
        "files/black_out.html",
        file=shown,
        source=shown.picture if row.media_type in MOVING else shown.href,
        moving=row.media_type in MOVING,
        sent=bool(row.entry_id),
        grid=grid,
        seen=_seen(row),
        form=form,
        ticked={*(form.box.data or ())},
        whole={*(form.row.data or ())},
        back=back,
    )
