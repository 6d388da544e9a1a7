"""The people who ask to join an organisation, for its admins: who waits, let them in, or tell them no."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.people.deciding import form_page, granted_by, shown_again
from portal.tickets.once import done_before
from portal.web.language import LANGUAGES, said
from tenants import askers
from tenants.asker_rows import Asker, State
from tenants.askers import KEPT, DecidedAlready, asker_called
from tenants.context import Member
from tenants.database import write_transaction
from tenants.domains import domains_of
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.permissions import Action

from .forms import LONGEST, ApprovalForm, DeclineForm
from .queries import asker_shown, decided_by, edge_of, page_of_askers, page_of_decided

blueprint = Blueprint("askers", __name__, url_prefix="/<key>/org/joining")


@blueprint.get("")
@requires(Action.MANAGE_MEMBERS)
def index() -> str:
    """Show who waits, and of which domains people may ask."""
    member: Member = g.member
    after, before = (edge_of(request.args.get(name, "")) for name in ("after", "before"))
    rows, more = page_of_askers(member, after, before)
    return render_template(
        "joining/askers.html",
        rows=rows,
        domains=domains_of(member.organisation_id),
        earlier=url_for(".index", before=rows[0].handle) if rows and (after or (before and more)) else "",
        later=url_for(".index", after=rows[-1].handle) if rows and (before or more) else "",
    )


@blueprint.get("/decided")
@requires(Action.MANAGE_MEMBERS)
def decided() -> str:
    """Look back at who was answered: what was decided, by whom and when."""
    after, before = (edge_of(request.args.get(name, "")) for name in ("after", "before"))
    rows, more = page_of_decided(g.member, after, before)
    return render_template(
        "joining/answered.html",
        rows=rows,
        days=KEPT.days,
        newer=url_for(".decided", before=rows[0].handle) if rows and (after or (before and more)) else "",
        older=url_for(".decided", after=rows[-1].handle) if rows and (before or more) else "",
    )


@blueprint.get("/<asker>")
@requires(Action.MANAGE_MEMBERS)
def show(asker: str) -> str:
    """Show who asks, with the form that lets them in; or what became of it."""
    row = asker_called(g.member, asker)
    form = ApprovalForm(formdata=None, data={"name": row.name, "language": row.language})
    return _page(row, form, DeclineForm(formdata=None))


@blueprint.post("/<asker>")
@requires(Action.MANAGE_MEMBERS)
def approve(asker: str) -> Any:
    """Let somebody in, as what an admin decides; sent twice, they are invited once."""
    member: Member = g.member
    form = ApprovalForm()
    row = asker_called(member, asker)
    if again := shown_again(form, lambda filled: _page(row, filled, DeclineForm(formdata=None))):
        return again
    name, invited = row.name, True
    try:
        with write_transaction():
            if not done_before(member, form.key.data or "")[0]:
                invited = askers.approve(member, asker, form.language.data, granted_by(form)) is not None
    except DecidedAlready:
        return _decided(asker)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(asker_called(member, asker), form, DeclineForm(formdata=None)), 422
    if invited:
        flash(_("%(name)s gets an e-mail with a link. It works for 7 days.", name=form.name.data), "ok")
    else:
        flash(_("%(name)s has an account or an invitation already.", name=name), "info")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<asker>/refusal")
@requires(Action.MANAGE_MEMBERS)
def decline(asker: str) -> Any:
    """Tell somebody no. Pressed twice it is told once."""
    member: Member = g.member
    form = DeclineForm()
    row = asker_called(member, asker)
    if not form.validate_on_submit():
        known = ApprovalForm(formdata=None, data={"name": row.name, "language": row.language})
        return _page(row, known, form), 422
    name = row.name
    try:
        with write_transaction():
            askers.decline(member, asker, form.reason.data)
    except DecidedAlready:
        row = asker_called(member, asker)
        if row.state is not State.DECLINED or row.decided_by != member.account_id:
            return _decided(asker)
    flash(_("%(name)s gets an e-mail that says so.", name=name), "ok")
    return redirect(url_for(".index"), 303)


def _decided(asker: str) -> tuple[str, int]:
    """Show who comes second what happened."""
    row = asker_called(g.member, asker)
    return _page(row, ApprovalForm(formdata=None), DeclineForm(formdata=None)), 409


def _page(row: Asker, form: ApprovalForm, refusal: DeclineForm) -> str:
    if row.state is not State.WAITING:
        when = said(row.decided_at) if row.decided_at else None
        return render_template(
            "joining/decided.html",
            one=asker_shown(row),
            approved=row.state is State.APPROVED,
            closed=row.state is State.CLOSED,
            who=decided_by(row),
            when=when,
            reason=row.reason,
        )
    return form_page(
        "joining/asker.html",
        form,
        one=asker_shown(row),
        refusal=refusal,
        languages=list(LANGUAGES.items()),
        longest=LONGEST,
    )
