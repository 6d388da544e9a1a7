"""The queue of who applied to be a first admin, and the page on which a service admin decides."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.editing.saving import at_home
from portal.tickets.once import done_before
from portal.web.forms import Form
from tenants.database import write_transaction
from tenants.errors import Invalid, NotNow
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .deciding import approve, decline
from .forms import ApprovalForm, DeclineForm
from .matching import Match, customers, matches
from .queries import application_of, page_of, twice, working_days
from .rules import State
from .show import FILTERS, decided, line_of, shown

blueprint = Blueprint("applications", __name__, url_prefix="/admin/onboarding")


@blueprint.get("")
@requires(Action.ADMINISTER)
def queue() -> str:
    """Show who applied: those that wait oldest first, or what became of others, latest first."""
    chosen = wanted if (wanted := request.args.get("state", "")) in FILTERS else "waiting"
    after = request.args.get("after", "")
    rows, more = page_of(FILTERS[chosen], after)
    found = matches({row.code: (row.customer_number, row.email) for row in rows if row.email})
    works, days, same = working_days(), current_app.config["ONBOARDING_DAYS"], twice()
    kept: dict[str, Any] = {"state": chosen} if chosen != "waiting" else {}
    return render_template(
        "onboarding/queue.html",
        lines=[line_of(row, found.get(row.code, Match()), works, days, same) for row in rows],
        chosen=chosen,
        later=url_for(".queue", after=rows[-1].code, **kept) if more else "",
        first=url_for(".queue", **kept) if after else "",
    )


@blueprint.get("/<application>")
@requires(Action.ADMINISTER)
def show(application: str) -> str:
    """Show one application, with what may be decided on it."""
    row = _row(application)
    match = _match(row)
    known = match.customer.key if match.customer else ""
    return _page(row, match, ApprovalForm(formdata=None, data={"customer": known}), DeclineForm(formdata=None))


@blueprint.post("/<application>/approval")
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Make somebody an admin"))
def approving(application: str) -> Any:
    """Let who applied be the first admin of the organisation that was chosen."""
    row, form = _row(application), ApprovalForm()
    match = _match(row)
    form.customer.offered = _offered()
    return _decide(
        row,
        form,
        lambda: approve(g.member, application, form.customer.data, bool(form.checked.data), form.reason.data.strip()),
        lambda name: _("%(name)s has a first admin. They get an e-mail.", name=name),
        lambda: _page(row, match, form, DeclineForm(formdata=None)),
    )


@blueprint.post("/<application>/refusal")
@requires(Action.ADMINISTER)
def declining(application: str) -> Any:
    """Decline an application; who applied reads why."""
    row, form = _row(application), DeclineForm()
    match = _match(row)
    known = match.customer.key if match.customer else ""
    return _decide(
        row,
        form,
        lambda: decline(g.member, application, form.words.data),
        lambda _nothing: _("The application is declined. Who applied gets an e-mail with the reason."),
        lambda: _page(row, match, ApprovalForm(formdata=None, data={"customer": known}), form),
    )


def _decide(row: Any, form: Any, act: Callable[[], Any], told: Callable[[Any], str], page: Callable[[], str]) -> Any:
    """Act once for each key; what was refused is said at its field, what somebody else decided above the page."""
    if not form.validate_on_submit():
        return page(), 422
    try:
        with write_transaction(), at_home():
            words = "" if done_before(g.member, form.key.data or "")[0] else told(act())
    except Invalid as refusal:
        form.refuse(refusal)
        return page(), 422
    except NotNow as refusal:
        flash(str(refusal.why), "bad")
        return redirect(url_for(".show", application=row.code), 303)
    if words:
        flash(words, "ok")
    return redirect(url_for(".show", application=row.code), 303)


def _row(code: str) -> Any:
    row = application_of(code)
    if row is None:
        abort(404)
    return row


def _match(row: Any) -> Match:
    return matches({row.code: (row.customer_number, row.email)})[row.code]


def _offered() -> list[tuple[str, str]]:
    return [("", _("Choose the organisation")), *((one.key, f"{one.name} ({one.key})") for one in customers())]


def _page(row: Any, match: Match, approval: ApprovalForm, refusal: DeclineForm) -> str:
    approval.customer.offered = _offered()
    forms: tuple[Form, ...] = (approval, refusal)
    return render_template(
        "onboarding/application.html",
        row=row,
        match=match,
        line=line_of(row, match, working_days(), current_app.config["ONBOARDING_DAYS"], twice()),
        facts=shown(row),
        decided=decided(row),
        approval=approval,
        refusal=refusal,
        errors=[error for form in forms for error in form.summary()],
        open=row.state is State.WAITING,
    )
