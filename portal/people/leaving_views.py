"""Somebody leaves: now or on a day to come, and a colleague takes over. For the organisation's admins."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.tickets.goes_along import open_requests_of, what_moves
from portal.tickets.handover import hand_over
from portal.tickets.lines import rows_shown
from portal.web.language import ZONE, day_said, today
from tenants import leaving as verbs
from tenants import members
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Forbidden, Invalid
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .deciding import is_sent, shown_again, successor_choices
from .forms import ButtonForm, DeactivationForm
from .handing_over import successor_named
from .queries import Planned, member_row, planned_leaving
from .rules import Standing
from .show import member_shown
from .views import blueprint

LONGEST = timedelta(days=366)


@blueprint.get("/users/<user>/deactivation")
@requires(Action.MANAGE_MEMBERS)
def leaving(user: str) -> Any:
    """Ask when somebody leaves and who takes over, and show what goes along."""
    row = _leaver(user)
    plan = planned_leaving(row.id)
    filled = {"ends": plan.last, "successor": plan.successor, "version": plan.version} if plan else {}
    return _page(row, DeactivationForm(formdata=None, data=filled), plan)


@blueprint.post("/users/<user>/deactivation")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Deactivate an account"), when=is_sent)
def deactivate(user: str) -> Any:
    """Put somebody out, now or on a day to come; their work is handed over then: both, or neither."""
    member: Member = g.member
    form = DeactivationForm()
    row = member_row(member, user)
    if again := shown_again(form, lambda filled: _page(row, filled)):
        return again
    try:
        if form.ends.data is not None:
            return _planned(member, user, row.name, form)
        return _put_out(member, user, row.name, form)
    except members.ChangedMeanwhile as refusal:
        plan = planned_leaving(row.id)
        form.version.data = plan.version if plan else 0
        return _page(row, form, plan, str(refusal.why)), 409
    except Invalid as refusal:
        known = refusal.field in ("successor", "who", "ends")
        form.refuse(refusal if known else Invalid("successor", refusal.why))
        return _page(row, form), 422


@blueprint.post("/users/<user>/deactivation/withdrawal")
@requires(Action.MANAGE_MEMBERS)
def stay(user: str) -> Any:
    """Take back that somebody leaves."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    with write_transaction():
        verbs.withdraw_leaving(g.member, user)
    flash(_("This colleague stays."), "ok")
    return redirect(url_for(".show", user=user), 303)


def _put_out(member: Member, user: str, name: str, form: DeactivationForm) -> Any:
    count, successor = 0, form.successor.data or ""
    with write_transaction():
        leaver_id = members.deactivate(member, user)
        if leaver_id is not None:
            verbs.withdraw_leaving(member, user)
            if successor:
                count = hand_over(member, leaver_id, successor_named(member, user, successor).person_id)
    flash(_("%(name)s can no longer sign in.", name=name), "ok")
    if count:
        flash(_("The open requests are handed over."), "ok")
    return redirect(url_for(".show", user=user), 303)


def _planned(member: Member, user: str, name: str, form: DeactivationForm) -> Any:
    last = form.ends.data
    if last is None or last < today():
        raise Invalid("ends", _("This day is over. Choose today or a later day"))
    if last > today() + LONGEST:
        raise Invalid("ends", _("Choose a day within a year from now"))
    successor = form.successor.data or ""
    if successor:
        successor_named(member, user, successor)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=ZONE)
    with write_transaction():
        verbs.plan_leaving(member, user, form.version.data, successor, end)
    flash(_("%(name)s can sign in until and including %(day)s.", name=name, day=day_said(last)), "ok")
    return redirect(url_for(".show", user=user), 303)


def _leaver(user: str) -> Any:
    row = member_row(g.member, user)
    if row.id == g.member.membership_id:
        raise Forbidden
    if member_shown(row).standing is not Standing.ACTIVE:
        abort(409)
    return row


def _page(row: Any, form: DeactivationForm, plan: Planned | None = None, told: str = "") -> str:
    member: Member = g.member
    requests, count = open_requests_of(member, row.person_id)
    follows, drafts = what_moves(row.person_id)
    return render_template(
        "people/leaving.html",
        one=member_shown(row),
        form=form,
        plan=plan or planned_leaving(row.id),
        told=told,
        requests=rows_shown(member, requests),
        count=count,
        follows=follows,
        drafts=drafts,
        **successor_choices(form, row.handle),
    )
