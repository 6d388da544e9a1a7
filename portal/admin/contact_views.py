"""The page on which the service organisation says how it is reached."""

from typing import Any

from flask import g, request, url_for

from portal.contact.queries import contact
from portal.contact.verbs import set_contact
from portal.editing import saving
from portal.web.language import day_of_week
from tenants.guard import requires
from tenants.permissions import Action

from .blueprint import blueprint
from .contact_form import ContactForm, filled_hours


@blueprint.route("/contact", methods=["GET", "POST"])
@requires(Action.ADMINISTER)
def reached() -> Any:
    """Show and change telephone, mail and opening hours."""
    form = ContactForm(data=_filled()) if request.method == "GET" else ContactForm()
    return saving.edit(
        form,
        "admin/contact.html",
        lambda: set_contact(g.member, form.version.data, form.telephone.data, form.email.data, form.hours()),
        _filled,
        url_for(".reached"),
        days=[(day_of_week(weekday), *form.day(weekday)) for weekday in range(7)],
    )


def _filled() -> dict[str, Any]:
    found = contact()
    return {
        "version": found.version,
        "telephone": found.telephone,
        "email": found.email,
        **filled_hours(found.hours),
    }
