"""The draft of a reply to a request: saving it, throwing it away and taking it back."""

from typing import Any

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.drafts import replies
from portal.signin.keeping import kept_after_sign_in
from tenants.context import Member
from tenants.database import write_transaction
from tenants.guard import requires
from tenants.permissions import Action

from .blacking_views import wished
from .following import replied_with
from .forms import ReplyForm
from .models import Ring
from .queries import ticket_for
from .reply_drafts import Sent, by_script, elsewhere, keep, show_saved, told, told_refused
from .show import page_about
from .views import blueprint


@blueprint.post("/requests/<int:number>/draft")
@requires(Action.REPLY)
@kept_after_sign_in
def save_reply(number: int) -> Any:
    """Save a reply as it is now; a script asks for JSON, a press on the button leads back to it."""
    member: Member = g.member
    form = ReplyForm()
    form.files.take(member.organisation_id)
    try:
        draft = keep(
            member, form, Ring.SHARED, write_transaction, lambda: ticket_for(member, number, lock=True), replied_with
        )
    except Sent as refusal:
        return told_refused(refusal.why, 409) if by_script() else _page(number, ReplyForm(formdata=None), refusal.why)
    except replies.SavedElsewhere as news:
        there = elsewhere(news.text)
        form.version.data = str(news.version)
        return told_refused(there.why, 409) if by_script() else _page(number, form, there.why, there)
    if by_script():
        return told(draft)
    here = url_for(".show", number=number, _anchor="reply")
    if (onward := wished(form, here)) is not None:
        return redirect(onward, 303)
    show_saved(form, draft)
    return redirect(here, 303)


def _page(number: int, form: ReplyForm, why: Any, there: Any = None) -> tuple[str, int]:
    page = page_about(g.member, ticket_for(g.member, number), form)
    return render_template("tickets/show.html", why=str(why), elsewhere=there, **page), 409


@blueprint.post("/requests/<int:number>/draft/deletion")
@requires(Action.REPLY)
def throw_reply_away(number: int) -> Response:
    """Throw the draft of a reply away, and offer to take it back."""
    with write_transaction():
        replies.throw_away(g.member, ticket_for(g.member, number, lock=True).id, Ring.SHARED)
    return redirect(url_for(".show", number=number, gone="reply", _anchor="reply"), 303)


@blueprint.post("/requests/<int:number>/draft/restoration")
@requires(Action.REPLY)
def take_reply_back(number: int) -> Response:
    """Take back the draft of a reply that was thrown away."""
    with write_transaction():
        replies.take_back(g.member, ticket_for(g.member, number, lock=True).id, Ring.SHARED)
    return redirect(url_for(".show", number=number, _anchor="reply"), 303)
