"""Drafts at the desk: of a message to the customer, and apart from it of a note."""

from typing import Any

from flask import g, redirect, request
from werkzeug.wrappers import Response

from portal.drafts import replies
from portal.signin.keeping import kept_after_sign_in
from portal.tickets.blacking_views import wished
from portal.tickets.handling import written_with
from portal.tickets.models import Ring
from portal.tickets.queries import ticket_for
from portal.tickets.reply_drafts import Sent, by_script, elsewhere, keep, show_saved, told, told_refused
from tenants.database import write_transaction
from tenants.guard import requires
from tenants.permissions import Action

from .forms import MessageForm
from .page import Refusal
from .queries import opened, place_of
from .views import address, blueprint, page

RINGS = {"reply": Ring.SHARED, "note": Ring.DESK}


@blueprint.post("/requests/<reference>/draft")
@requires(Action.HANDLE)
@kept_after_sign_in
def save_message(reference: str) -> Any:
    """Save a message or a note as it is now; a script asks for JSON, a press on the button leads back to it."""
    place, form = place_of(reference), MessageForm()
    ring = _ring()
    form.files.take(place.organisation_id)
    try:
        with opened(g.member, place.organisation_id):
            draft = keep(
                g.member,
                form,
                RINGS[ring],
                write_transaction,
                lambda: ticket_for(g.member, place.number, lock=True),
                written_with,
            )
    except Sent as refusal:
        shown = Refusal(MessageForm(formdata=None), str(refusal.why))
        return told_refused(refusal.why, 409) if by_script() else (page(reference, shown), 409)
    except replies.SavedElsewhere as news:
        there = elsewhere(news.text)
        form.version.data = str(news.version)
        shown = Refusal(form, there.why, elsewhere=there)
        return told_refused(there.why, 409) if by_script() else (page(reference, shown), 409)
    if by_script():
        return told(draft)
    here = address(place.reference, ring=ring)
    if (onward := wished(form, f"{here}#reply")) is not None:
        return redirect(onward, 303)
    show_saved(form, draft)
    return redirect(here, 303)


@blueprint.post("/requests/<reference>/draft/deletion")
@requires(Action.HANDLE)
def throw_message_away(reference: str) -> Response:
    """Throw the draft of a message or a note away, and offer to take it back."""
    return _with_draft(reference, replies.throw_away, gone=_ring())


@blueprint.post("/requests/<reference>/draft/restoration")
@requires(Action.HANDLE)
def take_message_back(reference: str) -> Response:
    """Take back the draft of a message or a note that was thrown away."""
    return _with_draft(reference, replies.take_back)


def _with_draft(reference: str, act: Any, **told_next: str) -> Response:
    place, ring = place_of(reference), _ring()
    with opened(g.member, place.organisation_id), write_transaction():
        act(g.member, ticket_for(g.member, place.number, lock=True).id, RINGS[ring])
    return redirect(address(place.reference, ring=ring, **told_next), 303)


def _ring() -> str:
    return "note" if request.form.get("ring") == "note" else "reply"
