"""Messages of colleagues who may not ask, for the people of their organisation who ask for it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.tickets.turns import Waiting
from portal.web.language import said
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotNow
from tenants.guard import requires
from tenants.passwords import is_handle
from tenants.permissions import Action, permits

from .forms import AsideForm, ButtonForm
from .messages import for_whom, message_called, put_aside
from .models import ColleagueMessage
from .queries import decision_on, how_many_messages, page_of_messages
from .rules import Left
from .settling import file_for_colleague, prepared_here
from .wording import left_pill, waiting_words

blueprint = Blueprint("messages", __name__, url_prefix="/<key>/messages")
WAITING = Waiting(Action.SORT_MAIL, "messages.index", how_many_messages, waiting_words)


@blueprint.get("")
@requires(Action.SORT_MAIL)
def index() -> str:
    """Show the messages of colleagues, the newest first."""
    after = edge if is_handle(edge := request.args.get("after", "")) else ""
    rows, more = page_of_messages(after)
    return render_template(
        "mailin/messages.html",
        rows=[_line(row) for row in rows],
        older=url_for(".index", after=rows[-1].code) if more else "",
        first=url_for(".index") if after else "",
    )


@blueprint.get("/<message>")
@requires(Action.SORT_MAIL)
def show(message: str) -> str:
    """Show a message, with what may be done with it."""
    return _page(message_called(g.member, message), AsideForm(formdata=None))


@blueprint.post("/<message>/filing")
@requires(Action.SORT_MAIL)
def filing(message: str) -> Any:
    """Ask it for the colleague; sent twice, it is asked once."""
    row = message_called(g.member, message)
    if not ButtonForm().validate_on_submit():
        return _page(row, AsideForm(formdata=None)), 422
    try:
        text = prepared_here(g.member, row)
        with write_transaction():
            number = file_for_colleague(g.member, message, text)
    except (NotNow, Invalid) as refusal:
        flash(str(refusal.why), "bad")
        return redirect(url_for(".show", message=message), 303)
    flash(_("It is filed. You and your colleague get the messages about it."), "ok")
    return redirect(url_for("tickets.show", number=number), 303)


@blueprint.post("/<message>/aside")
@requires(Action.SORT_MAIL)
def aside(message: str) -> Any:
    """Put it aside, with a reason."""
    row, form = message_called(g.member, message), AsideForm()
    if not form.validate_on_submit():
        return _page(row, form), 422
    try:
        with write_transaction():
            put_aside(g.member, message, form.note.data)
    except NotNow as refusal:
        flash(str(refusal.why), "bad")
        return redirect(url_for(".show", message=message), 303)
    flash(_("It is put aside."), "ok")
    return redirect(url_for(".index"), 303)


def _line(row: ColleagueMessage) -> dict[str, Any]:
    return {
        "href": url_for(".show", message=row.code),
        "subject": row.subject or _("E-mail without a subject"),
        "sender": f"{row.sender_name} ({row.sender})" if row.sender_name else row.sender,
        "when": said(row.at),
        "label": left_pill(row.state),
    }


def _page(row: ColleagueMessage, form: AsideForm) -> str:
    member: Member = g.member
    who, number = decision_on(row) if row.state is not Left.WAITING else ("", None)
    return render_template(
        "mailin/message.html",
        line=_line(row),
        code=row.code,
        text=row.text,
        open=row.state is Left.WAITING,
        may_file=permits(member, Action.FILE_QUESTION),
        on_behalf=for_whom(member, row).chosen not in ("", "me"),
        form=form,
        filing=ButtonForm(formdata=None),
        who=who,
        when=said(row.decided_at) if row.decided_at else None,
        note=row.note,
        request_href=url_for("tickets.show", number=number) if number else "",
    )
