"""Mail that came in, at the desk: what waits and why, and what is done with it. Nothing of a mail is shown as HTML."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.web.language import said
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import requires
from tenants.passwords import is_handle
from tenants.permissions import Action

from .forms import AsideForm, FilingForm
from .queries import SHOWN, mail_called, page_of_mail
from .rules import KEPT, State
from .settling import file_for_sender, offered, prepared, set_aside
from .wording import REASONS, state_pill

blueprint = Blueprint("incoming", __name__, url_prefix="/desk/mail")


@blueprint.get("")
@requires(Action.WORK)
def index() -> str:
    """Show the mail that waits for somebody, or what was done with others."""
    which = wanted if (wanted := request.args.get("show", "")) in SHOWN else "waiting"
    after = edge if is_handle(edge := request.args.get("after", "")) else ""
    rows, more = page_of_mail(g.member, which, after)
    kept: dict[str, Any] = {"show": which} if which != "waiting" else {}
    return render_template(
        "mailin/incoming.html",
        rows=[_line(row) for row in rows],
        which=which,
        days=KEPT.days,
        later=url_for(".index", after=rows[-1].code, **kept) if more else "",
        first=url_for(".index", **kept) if after else "",
    )


@blueprint.get("/<mail>")
@requires(Action.WORK)
def show(mail: str) -> str:
    """Show a mail: who it says it is from, why it waits, and its text."""
    row = _found(mail)
    return _page(row, FilingForm(formdata=None), AsideForm(formdata=None))


@blueprint.post("/<mail>/filing")
@requires(Action.HANDLE)
def filing(mail: str) -> Any:
    """File it as its sender in the organisation that is chosen; sent twice, it is filed once."""
    row, form = _found(mail), FilingForm()
    form.organisation.offered = offered(g.member, row)

    def act() -> str:
        text = prepared(g.member, row, form.organisation.data)
        with write_transaction():
            return file_for_sender(g.member, mail, form.organisation.data, text)

    return _decide(row, form, act, lambda: _page(row, form, AsideForm(formdata=None)))


@blueprint.post("/<mail>/aside")
@requires(Action.HANDLE)
def aside(mail: str) -> Any:
    """Put it aside, with a reason."""
    row, form = _found(mail), AsideForm()

    def act() -> str:
        with write_transaction():
            set_aside(g.member, mail, form.note.data)
        return ""

    return _decide(row, form, act, lambda: _page(row, FilingForm(formdata=None), form))


def _decide(row: Any, form: Any, act: Callable[[], str], page: Callable[[], str]) -> Any:
    if not form.validate_on_submit():
        return page(), 422
    try:
        reference = act()
    except Invalid as refusal:
        flash(str(refusal.why), "bad")
        return redirect(url_for(".show", mail=row.code), 303)
    except NotNow as refusal:
        flash(str(refusal.why), "bad")
        return redirect(url_for(".show", mail=row.code), 303)
    if reference:
        flash(_("It is filed. The sender gets a confirmation."), "ok")
        return redirect(url_for("desk.show", reference=reference), 303)
    flash(_("It is put aside."), "ok")
    return redirect(url_for(".index"), 303)


def _found(code: str) -> Any:
    row = mail_called(g.member, code)
    if row is None:
        raise NotFound
    return row


def _line(row: Any) -> dict[str, Any]:
    return {
        "href": url_for(".show", mail=row.code),
        "subject": row.subject or _("E-mail without a subject"),
        "sender": _sender(row),
        "why": str(REASONS[row.why]),
        "when": said(row.received_at),
        "label": state_pill(row.state),
    }


def _sender(row: Any) -> str:
    return f"{row.sender_name} ({row.sender})" if row.sender_name and row.sender else row.sender or row.sender_name


def _page(row: Any, form: FilingForm, refusal: AsideForm) -> str:
    open_now = row.state is State.HELD
    form.organisation.offered = offered(g.member, row) if open_now else []
    return render_template(
        "mailin/mail.html",
        line=_line(row),
        code=row.code,
        text=row.text,
        heads=row.heads,
        open=open_now,
        form=form,
        refusal=refusal,
        note=row.note,
        settled=said(row.settled_at) if row.settled_at and row.settled_name else None,
        settled_name=row.settled_name or "",
    )
