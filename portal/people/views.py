"""The organisation for its admins: who is in, and inviting somebody."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.signin.addresses import folded_address
from portal.tickets.once import done_before
from portal.web.text import one_line
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import dangerous, requires
from tenants.members import invite
from tenants.passwords import is_handle
from tenants.permissions import Action
from tenants.roles import TENANT_ROLES

from .beside import what_is_beside
from .deciding import form_page, granted_by, makes_admin
from .forms import InviteForm
from .invited import invited_shown, who_is_invited
from .queries import Filter, how_many, page_of_members, unit_names
from .rules import Standing, Task
from .satisfaction import satisfaction_of
from .setting_up import setting_up_of
from .show import row_shown
from .waiting import waiting_for_people, waiting_shown
from .wording import role_words, standing_label

blueprint = Blueprint("people", __name__, url_prefix="/<key>/org")
KEPT = ("q", "role", "state", "unit", "seen")


@blueprint.get("")
@requires(Action.MANAGE_MEMBERS)
def organisation() -> str:
    """Show what waits for whom, who has not come yet, and the ways to everything an admin does."""
    member: Member = g.member
    return render_template(
        "people/organisation.html",
        counts=how_many(member),
        waiting=waiting_shown(waiting_for_people(member)),
        setting_up=setting_up_of(member),
        tasks=len(Task),
        lately=satisfaction_of(member).lately,
        invitations=invited_shown(who_is_invited(member)),
    )


@blueprint.get("/users")
@requires(Action.MANAGE_MEMBERS)
def members() -> str:
    """Show the members by name, narrowed by word, role, state and unit."""
    member: Member = g.member
    units = unit_names()
    narrowed = _filter(units)
    after, before = (edge if is_handle(edge := request.args.get(name, "")) else "" for name in ("after", "before"))
    rows, more = page_of_members(member, narrowed, after, before)
    about = what_is_beside(member, [row.person_id for row in rows])
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in KEPT and value}
    return render_template(
        "people/members.html",
        rows=[row_shown(row, about[row.person_id]) for row in rows],
        narrowed=narrowed,
        units=units,
        roles=[(role, role_words(role)) for role in sorted(TENANT_ROLES)],
        states=[(state, standing_label(state).words) for state in Standing],
        earlier=url_for(".members", **kept, before=rows[0].handle) if rows and (after or (before and more)) else "",
        later=url_for(".members", **kept, after=rows[-1].handle) if rows and (before or more) else "",
    )


def _filter(units: list[str]) -> Filter:
    role, state, unit = (request.args.get(name, "") for name in ("role", "state", "unit"))
    return Filter(
        words=one_line(request.args.get("q", ""))[:100],
        role=role if role in {str(one) for one in TENANT_ROLES} else "",
        state=state if state in list(Standing) else "",
        unit=unit if unit in units else "",
        quiet=request.args.get("seen") == "long-ago",
    )


@blueprint.route("/users/new", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Make somebody an admin"), when=makes_admin)
def new() -> Any:
    """Invite somebody by mail."""
    member: Member = g.member
    form = InviteForm() if request.method == "POST" else InviteForm(data={"language": member.language})
    if request.method == "POST" and form.searching:
        form.validate_on_submit()  # for the fields it does not know; what is wrong is told when it is sent
        return form_page("people/new.html", form.without_errors())
    if form.validate_on_submit():
        try:
            address = _address(form)
            with write_transaction():
                if not done_before(member, form.key.data or "")[0]:
                    invite(member, address, form.language.data, granted_by(form))
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(name)s gets an e-mail with a link. It works for 7 days.", name=form.name.data), "ok")
            return redirect(url_for(".members"), 303)
    return form_page("people/new.html", form), 422 if form.errors else 200


def _address(form: InviteForm) -> str:
    address = folded_address(form.email.data)
    if not address:
        raise Invalid("email", _("This is no e-mail address. Write it like this: name@example.com"))
    return address
