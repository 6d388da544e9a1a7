"""The people of the service organisation: who works at the desk, as what, and for which customers."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from portal.desk.rules import ME, NOBODY, by_name
from portal.editing import saving
from portal.people.queries import Filter, member_row, page_of_members
from portal.people.rules import Standing
from portal.people.show import member_shown
from portal.signin.addresses import folded_address
from portal.signin.resetting import take_away
from portal.tickets.desk_handover import hand_desk_over, in_hand_of
from portal.web.forms import Form
from portal.web.language import LANGUAGES
from tenants import members
from tenants.assigning import assign_organisations, assigned_to
from tenants.context import Member
from tenants.database import write_transaction
from tenants.directory import KEEP, Place
from tenants.errors import Forbidden, Invalid
from tenants.granting import desk_roles
from tenants.guard import dangerous, requires
from tenants.members import Granted
from tenants.passwords import is_handle
from tenants.people import desk_people
from tenants.permissions import Action
from tenants.roles import Role

from .blueprint import blueprint
from .people_forms import DeskInviteForm, DeskLeavingForm, DeskPersonForm
from .queries import tenant_names
from .wording import desk_role_cards, desk_roles_words


@blueprint.get("/people")
@requires(Action.ADMINISTER)
def people() -> str:
    """Show the people of the service organisation by name."""
    after, before = (edge if is_handle(edge := request.args.get(name, "")) else "" for name in ("after", "before"))
    rows, more = page_of_members(g.member, Filter(), after, before)
    return render_template(
        "admin/people.html",
        rows=[(member_shown(row), desk_roles_words(row.roles)) for row in rows],
        newer=url_for(".people", before=rows[0].handle) if rows and (after or (before and more)) else "",
        older=url_for(".people", after=rows[-1].handle) if rows and (before or more) else "",
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Change who works at the service desk"))
def new_person() -> Any:
    """Invite somebody to work at the desk, or to set it up."""
    member: Member = g.member
    form = DeskInviteForm() if request.method == "POST" else DeskInviteForm(data={"language": member.language})
    _offer(form)
    form.language.offered = tuple(LANGUAGES.items())
    return saving.create(form, "admin/person.html", lambda: _invited(member, form), url_for(".people"), one=None)


def _invited(member: Member, form: DeskInviteForm) -> int:
    granted = Granted(desk_roles(form.roles.data or ()), frozenset(), Place(form.name.data))
    membership = members.invite(member, folded_address(form.email.data), form.language.data, granted)
    assign_organisations(member, membership, form.organisations.data or ())
    return membership.id


@blueprint.route("/people/<user>", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Change who works at the service desk"))
def person(user: str) -> Any:
    """Show somebody of the desk, and change what they do; one's own roles are another's to change."""
    member: Member = g.member
    row = member_row(member, user)
    myself = row.id == member.membership_id
    if myself and request.method == "POST":
        raise Forbidden
    form = DeskPersonForm(data=_filled(user)) if request.method == "GET" else DeskPersonForm()
    _offer(form)
    return saving.edit(
        form,
        "admin/person.html",
        lambda: _changed(member, user, form),
        lambda: _filled(user),
        url_for(".person", user=user),
        one=member_shown(row),
        roles=desk_roles_words(row.roles),
        myself=myself,
    )


def _changed(member: Member, user: str, form: DeskPersonForm) -> None:
    """Keep roles and customers together: each press counts as one change."""
    row = member_row(member, user)
    place = Place(form.name.data, row.unit or "", KEEP if row.manager_id else "", row.personnel_number or "")
    members.change_member(
        member, user, form.version.data, Granted(desk_roles(form.roles.data or ()), row.authorisations, place)
    )
    assign_organisations(member, members.one_of(member, user), form.organisations.data or ())


def _filled(user: str) -> dict[str, Any]:
    row = member_row(g.member, user)
    return {
        "version": row.version,
        "name": row.name,
        "roles": sorted(str(role) for role in row.roles),
        "organisations": assigned_to(members.one_of(g.member, user).account_id),
    }


def _offer(form: DeskPersonForm) -> None:
    form.roles.offered = [(str(role), words) for role, words, _more in desk_role_cards()]
    form.organisations.offered = tenant_names()
    form.cards = desk_role_cards()


@blueprint.post("/people/<user>/invitation")
@requires(Action.ADMINISTER)
def invite_person_again(user: str) -> Any:
    """Send a new link."""
    return _press(user, members.invite_again, _("A new link is on its way. Older links no longer work."))


@blueprint.post("/people/<user>/withdrawal")
@requires(Action.ADMINISTER)
def withdraw_person(user: str) -> Any:
    """Take an invitation back."""
    return _press(user, members.withdraw_invitation, _("The invitation is withdrawn. The link no longer works."))


@blueprint.post("/people/<user>/activation")
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Change who works at the service desk"))
def activate_person(user: str) -> Any:
    """Let somebody in again."""
    return _press(user, members.activate_again, _("This colleague can sign in again."))


@blueprint.post("/people/<user>/second-step")
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Take somebody's second step away"))
def take_factor(user: str) -> Any:
    """Take the second step away from who cannot use it any more."""
    words = _("The second step is taken away. Your colleague signs in with the password, and gets an e-mail.")
    return _press(user, take_away, words)


def _press(user: str, verb: Any, words: str) -> Any:
    if not Form().validate_on_submit():
        abort(400)
    with write_transaction(), saving.at_home():
        verb(g.member, user)
    flash(words, "ok")
    return redirect(url_for(".person", user=user), 303)


@blueprint.route("/people/<user>/deactivation", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
@dangerous(lazy_gettext("Deactivate an account"))
def leaving_person(user: str) -> Any:
    """Put somebody out, and hand what they had in hand over: both, or neither."""
    member: Member = g.member
    row = member_row(member, user)
    if row.id == member.membership_id:
        raise Forbidden
    if member_shown(row).standing is Standing.INVITED or member_shown(row).standing is Standing.WITHDRAWN:
        abort(409)
    leaver_id = members.one_of(member, user).account_id
    team = by_name(desk_people(Role.AGENT, Role.LEAD), leaver_id)
    form = DeskLeavingForm()
    form.successor.offered = [("", _("Nobody")), *((name, name) for name in team if name not in (ME, NOBODY))]
    if form.validate_on_submit():
        try:
            left = _let_go(member, user, leaver_id, team[form.successor.data] if form.successor.data else None)
        except Invalid as refusal:
            form.refuse(Invalid("successor", refusal.why))
        else:
            flash(_("%(name)s can no longer sign in.", name=row.name), "ok")
            if left:
                flash(
                    ngettext(
                        "%(num)s request lies at the desk for everybody now.",
                        "%(num)s requests lie at the desk for everybody now.",
                        left,
                    )
                )
            return redirect(url_for(".person", user=user), 303)
    count = in_hand_of(member, leaver_id)
    page = render_template("admin/person_leaving.html", form=form, one=member_shown(row), count=count)
    return page, 422 if form.errors else 200


def _let_go(member: Member, user: str, leaver_id: int, successor_id: int | None) -> int:
    """Put somebody out and hand over: both, or neither. Return how many requests lie with nobody now."""
    with write_transaction(), saving.at_home():
        if members.deactivate(member, user) is None:
            return 0
        return hand_desk_over(member, leaver_id, successor_id)
