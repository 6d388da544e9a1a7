"""Who of an organisation needs a second step to sign in: chosen by its admins, from a day on."""

from datetime import datetime, time
from typing import Any

from flask import Blueprint, current_app, g, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext

from portal.editing import saving
from portal.editing.forms import Choices, EditForm
from portal.people.wording import role_words
from portal.web.forms import Day
from portal.web.language import ZONE
from tenants.factor_choice import Chosen, choose_factor, chosen_factor, how_many_have_one
from tenants.guard import dangerous, requires
from tenants.permissions import Action
from tenants.roles import TENANT_ROLES, Role

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time
blueprint = Blueprint("factor_choice", __name__, url_prefix="/<key>/org")
IN_ORDER = (Role.EMPLOYEE, Role.MANAGER, Role.PROFESSIONAL, Role.ADMIN)


class FactorForm(EditForm):
    """The roles, and the day from which they need it."""

    several = frozenset({"roles"})

    roles = Choices(_("Who needs a second step"))
    since = Day(_("From which day"))

    @property
    def chosen(self) -> Chosen:
        """Return what was filled in."""
        day = self.since.data
        since = datetime.combine(day, time(), ZONE) if day else None
        return Chosen(frozenset(Role(word) for word in self.roles.data or ()), since)


@blueprint.route("/second-step", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change who needs a second step"))
def choose() -> Any:
    """Show who needs a second step, and keep what an admin changes of it."""
    form = FactorForm(data=_filled()) if request.method == "GET" else FactorForm()
    form.roles.offered = [(str(role), _role_words(role)) for role in IN_ORDER]
    have, of = how_many_have_one(g.member)
    always = [role_words(role) for role in IN_ORDER if role in current_app.config["FACTOR_ROLES"] & TENANT_ROLES]
    return saving.edit(
        form,
        "factor/choose.html",
        lambda: choose_factor(g.member, form.version.data, form.chosen),
        _filled,
        url_for(".choose"),
        counted=ngettext(
            "%(have)s of %(num)s colleague has a second step.",
            "%(have)s of %(num)s colleagues have a second step.",
            of,
            have=have,
        ),
        always=always,
        days=current_app.config["SECOND_FACTOR_DAYS"],
    )


def _role_words(role: Role) -> str:
    return gettext("Everybody") if role is Role.EMPLOYEE else role_words(role)


def _filled() -> dict[str, Any]:
    version, chosen = chosen_factor(g.member)
    since = chosen.since.astimezone(ZONE).date() if chosen.since else None
    return {"version": version, "roles": sorted(str(role) for role in chosen.roles), "since": since}
