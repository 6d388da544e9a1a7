"""Another e-mail address for a member, asked for by an admin. The member confirms it; until then nothing changes."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.outbox.verbs import post
from portal.signin.addresses import AddressForm
from portal.web.limits import limiter
from tenants.addresses import ask_for_address
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import dangerous, requires
from tenants.members import expect_free_address
from tenants.permissions import Action

from .queries import member_row
from .rules import Standing
from .show import member_shown
from .views import blueprint


@blueprint.route("/users/<user>/address", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change the e-mail address of a colleague"))
@limiter.limit("60/minute")
def address(user: str) -> Any:
    """Ask for another address of a member who can sign in."""
    member: Member = g.member
    row = member_row(member, user)
    if member_shown(row).standing is not Standing.ACTIVE:
        abort(409)
    form = AddressForm()
    if form.validate_on_submit():
        try:
            form.refuse_same(row.email)
            with write_transaction():
                _asked(member, user, form.folded)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("We sent a link to %(address)s. It works for 1 hour.", address=form.folded), "ok")
            return redirect(url_for(".show", user=user), 303)
    return render_template("people/address.html", form=form, one=member_shown(row)), 422 if form.errors else 200


def _asked(member: Member, user: str, wanted: str) -> None:
    target = expect_free_address(member, user, wanted)
    seed = ask_for_address(target.account_id, wanted, asked_by=member.name, asked_by_id=member.account_id)
    if seed:
        post("address", member.organisation_id, target.person_id, seed=seed)
