"""Naming a deputy: the same pages inside an organisation and at the desk."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.people.queries import SHORTEST_WORD, colleague_row, colleagues
from portal.tickets.once import done_before
from portal.web.language import today
from tenants import deputies
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.passwords import is_handle
from tenants.permissions import Action
from tenants.roles import Role
from tenants.scope import Scope, inside

from .forms import ButtonForm, DeputyForm
from .queries import deputies_of, desk_colleagues, for_everybody, page_of, person_name
from .show import line_of

blueprint = Blueprint("deputies", __name__, url_prefix="/<key>/deputies")
desk_blueprint = Blueprint("absence", __name__, url_prefix="/desk/absence")


@requires(Action.NAME_DEPUTY)
def index() -> str:
    """Show who stands in for whom, now and later."""
    member: Member = g.member
    after = edge if is_handle(edge := request.args.get("after", "")) else ""
    with _home(member):
        rows, more = page_of(member, after)
        others = desk_colleagues(member) if member.is_desk and for_everybody(member) else []
    return render_template(
        "deputies/index.html",
        lines=[line_of(row, member, _here(member)) for row in rows],
        later=url_for(".index", after=rows[-1].code) if more else "",
        first=url_for(".index") if after else "",
        away=bool(member.roles & deputies.ROLES_OF_THE_ABSENT),
        others=others,
        everybody=for_everybody(member),
    )


@requires(Action.NAME_DEPUTY)
def name(user: str) -> Any:
    """Name who stands in for a manager or agent ("me" or their handle), from a day until another."""
    member: Member = g.member
    with _home(member):
        absent_id = deputies.absent_for(member, user).person_id
        form = DeputyForm() if request.method == "POST" else DeputyForm(data={"starts": today()})
        if request.method == "POST" and form.searching:
            form.validate_on_submit()  # for the fields it does not know; what is wrong is told when it is sent
            return _form_page(member, user, absent_id, form.without_errors())
        if form.validate_on_submit():
            try:
                with write_transaction():
                    if not done_before(member, form.key.data or "")[0]:
                        deputies.name_deputy(member, user, form.deputy.data or "", form.period)
            except Invalid as refusal:
                form.refuse(refusal)
            else:
                flash(_("Saved. Both get an e-mail when it begins and when it ends."), "ok")
                return redirect(url_for(".index"), 303)
        return _form_page(member, user, absent_id, form), 422 if form.errors else 200


@requires(Action.NAME_DEPUTY)
def end(user: str, deputy: str) -> Any:
    """End it now."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    with _home(g.member), write_transaction():
        deputies.end_deputy(g.member, user, deputy)
    flash(_("This has ended. The deputy no longer sees the work of who was away."), "ok")
    return redirect(url_for(".index"), 303)


for pages in (blueprint, desk_blueprint):
    pages.add_url_rule("", "index", index, methods=["GET"])
    pages.add_url_rule("/<user>", "name", name, methods=["GET", "POST"])
    pages.add_url_rule("/<user>/<deputy>/end", "end", end, methods=["POST"])


def _here(member: Member) -> str:
    return "absence" if member.is_desk else "deputies"


def _home(member: Member) -> Any:
    """Work in the member's own organisation: an agent's scope holds those of customers too."""
    return inside(Scope.of(member.organisation_id, member.account_id))


def _form_page(member: Member, user: str, absent_id: int, form: DeputyForm) -> str:
    words, chosen = form.who.data or "", form.deputy.data or ""
    hits = [hit for hit in colleagues(member, words) if _may_stand_in(member, hit, absent_id)]
    if is_handle(chosen) and all(hit.handle != chosen for hit in hits):
        found = colleague_row(member, chosen)
        hits += [hit for hit in [found] if hit is not None and _may_stand_in(member, hit, absent_id)]
    return render_template(
        "deputies/name.html",
        form=form,
        user=user,
        myself=absent_id == member.person_id,
        absent=person_name(absent_id),
        lines=[line_of(row, member, _here(member)) for row in deputies_of(member, absent_id)],
        hits=hits,
        too_short=form.searching and len(words) < SHORTEST_WORD,
        none_found=form.searching and len(words) >= SHORTEST_WORD and not hits,
    )


def _may_stand_in(member: Member, hit: Any, absent_id: int) -> bool:
    return hit.person_id != absent_id and (not member.is_desk or bool(hit.roles & {Role.AGENT, Role.LEAD}))
