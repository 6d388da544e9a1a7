"""Who may what: the table as the organisation's admins read it, and choose within its bounds."""

from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import lazy_gettext
from wtforms import BooleanField

from portal.editing import saving
from portal.editing.forms import Choice, EditForm
from portal.tickets.foreseeing import foresee
from portal.web.forms import Line
from tenants.guard import dangerous, requires
from tenants.permissions import Action, Reach
from tenants.widening import Access, choose_access, chosen_access, with_access

from .access_show import EMPLOYEES, MANAGERS, foresight, heads, holders_shown, role_choices, sight_choices, table
from .queries import authorised
from .views import blueprint

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time
SIGHTS = {str(int(reach)): reach for reach in Reach}


class AccessForm(EditForm):
    """What an admin chooses; `confirmed` comes from the page that says what it would change."""

    employees_see = Choice(_("Employees see"))
    managers_see = Choice(_("Managers see"))
    employees_report = BooleanField(_("Employees may report problems"))
    confirmed = Line()

    @property
    def chosen(self) -> Access:
        """Return what was filled in."""
        return Access(SIGHTS[self.employees_see.data], SIGHTS[self.managers_see.data], self.employees_report.data)


@blueprint.route("/access", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
@dangerous(_("Change who may what"))
def access() -> Any:
    """Show who may what, and keep what an admin changes of it, once they have read what that changes."""
    form = AccessForm(data=_filled()) if request.method == "GET" else AccessForm()
    form.employees_see.offered, form.managers_see.offered = sight_choices(EMPLOYEES), sight_choices(MANAGERS)
    if form.validate_on_submit() and not form.confirmed.data and _moves_sight(form):
        shifts = foresee(lambda member: with_access(member, form.chosen))
        return render_template(
            "people/access_preview.html", form=form, seen=foresight(shifts), back=url_for(".access"), about=""
        )
    return saving.edit(
        form,
        "people/access.html",
        lambda: choose_access(g.member, form.version.data, form.chosen),
        _filled,
        url_for(".access"),
        _page,
    )


def _moves_sight(form: AccessForm) -> bool:
    """Say whether who sees what would change. A form that is behind is for the verb to refuse."""
    version, before = chosen_access(g.member)
    chosen = form.chosen
    same = (before.employees_see, before.managers_see) == (chosen.employees_see, chosen.managers_see)
    return version == form.version.data and not same


def _page(template: str, form: AccessForm, **more: Any) -> str:
    holders = holders_shown(authorised(g.member))
    return render_template(
        template, form=form, table=table(form), heads=heads(), roles=role_choices(), holders=holders, **more
    )


def _filled() -> dict[str, Any]:
    version, chosen = chosen_access(g.member)
    return {
        "version": version,
        "employees_see": str(int(max(chosen.employees_see, EMPLOYEES[0]))),
        "managers_see": str(int(max(chosen.managers_see, MANAGERS[0]))),
        "employees_report": chosen.employees_report,
    }
