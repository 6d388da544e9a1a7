"""One member, for the organisation's admins: change, invite again, withdraw, let in again."""

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.signin.entering import enter, opened
from portal.signin.resetting import take_away
from portal.tickets.goes_along import open_requests_of
from portal.tickets.lines import rows_shown
from tenants import members
from tenants.context import Member
from tenants.database import write_transaction
from tenants.directory import KEEP
from tenants.errors import Invalid
from tenants.guard import dangerous, requires
from tenants.permissions import Action
from tenants.roles import Role

from .deciding import form_page, gives_rights, granted_by, shown_again
from .differences import differences
from .forms import ButtonForm, MemberForm
from .queries import changed_by, member_row, planned_leaving
from .show import member_shown
from .views import blueprint


@blueprint.get("/users/<user>")
@requires(Action.MANAGE_MEMBERS)
def show(user: str) -> str:
    """Show a member: how they stand, what they may do, and their open requests."""
    row = member_row(g.member, user)
    form = MemberForm(
        formdata=None,
        data={
            "name": row.name,
            "roles": [str(role) for role in row.roles],
            "authorisations": [str(right) for right in row.authorisations],
            "unit": row.unit or "",
            "manager": KEEP if row.manager_id else "",
            "personnel_number": row.personnel_number or "",
            "version": str(row.version),
        },
    )
    return _page(row, form)


@blueprint.post("/users/<user>")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change what a colleague may do"), when=gives_rights)
def change(user: str) -> Any:
    """Keep what an admin decided; a form that is behind is shown again with what changed meanwhile."""
    member: Member = g.member
    form = MemberForm()
    row = member_row(member, user)
    if again := shown_again(form, lambda filled: _page(row, filled)):
        return again
    name = ""
    try:
        with write_transaction():
            ended = members.change_member(member, user, form.seen_version, granted_by(form))
            if ended and row.id == member.membership_id:
                name = opened(member.account_id)
    except members.ChangedMeanwhile:
        return _changed(user, form), 409
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(row, form), 422
    if name:
        enter(name)
    flash(_("Saved."), "ok")
    still_admin = row.id != member.membership_id or "admin" in (form.roles.data or ())
    return redirect(url_for(".show", user=user) if still_admin else url_for("tickets.start"), 303)


def _changed(user: str, form: MemberForm) -> str:
    """Show what an earlier admin made of it beside what this one filled in; the next press keeps the latter."""
    row = member_row(g.member, user)
    form.version.data = str(row.version)
    return _page(row, form, who_changed=changed_by(row.id), changed=differences(row, form))


def _page(row: Any, form: MemberForm, who_changed: str = "", changed: Any = ()) -> str:
    member: Member = g.member
    requests, _count = open_requests_of(member, row.person_id)
    return form_page(
        "people/member.html",
        form,
        row.handle,
        one=member_shown(row),
        myself=row.id == member.membership_id,
        manager_name=row.manager_name or "",
        requests=rows_shown(member, requests),
        manages=Role.MANAGER in row.roles,
        plan=planned_leaving(row.id),
        who_changed=who_changed,
        changed=changed,
    )


@blueprint.post("/users/<user>/invitation")
@requires(Action.MANAGE_MEMBERS)
def invite_again(user: str) -> Any:
    """Send a new link, and go back to where the button stood."""
    _pressed()
    with write_transaction():
        members.invite_again(g.member, user)
    flash(_("A new link is on its way. Older links no longer work."), "ok")
    first = request.args.get("on") == "first-page"
    return redirect(url_for(".organisation") if first else url_for(".show", user=user), 303)


@blueprint.post("/users/<user>/withdrawal")
@requires(Action.MANAGE_MEMBERS)
def withdraw(user: str) -> Any:
    """Take an invitation back."""
    _pressed()
    with write_transaction():
        members.withdraw_invitation(g.member, user)
    flash(_("The invitation is withdrawn. The link no longer works."), "ok")
    return redirect(url_for(".show", user=user), 303)


@blueprint.post("/users/<user>/second-step")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Take somebody's second step away"))
def take_factor(user: str) -> Any:
    """Take the second step away from who cannot use it any more."""
    _pressed()
    with write_transaction():
        take_away(g.member, user)
    flash(_("The second step is taken away. Your colleague signs in with the password, and gets an e-mail."), "ok")
    return redirect(url_for(".show", user=user), 303)


@blueprint.post("/users/<user>/activation")
@requires(Action.MANAGE_MEMBERS)
def activate_again(user: str) -> Any:
    """Let somebody in again."""
    _pressed()
    with write_transaction():
        members.activate_again(g.member, user)
    flash(_("This colleague can sign in again."), "ok")
    return redirect(url_for(".show", user=user), 303)


def _pressed() -> None:
    if not ButtonForm().validate_on_submit():
        abort(400)
