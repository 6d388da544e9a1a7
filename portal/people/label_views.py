"""What the organisation calls its roles: a name of its own, beside the one that everybody knows."""

from typing import Any

from flask import g, request, url_for
from flask_babel import lazy_gettext

from portal.editing import saving
from portal.editing.forms import EditForm
from portal.web.forms import Line
from tenants.guard import requires
from tenants.labels import LONGEST, choose_labels, labels_in
from tenants.permissions import Action
from tenants.roles import Role
from tenants.settings import own_organisation

from .views import blueprint
from .wording import ALL_ROLES, official_words

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class AsTyped(Line):
    """A name: nothing is left out of it in silence, so that what cannot be seen is refused in words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed."""
        self.data = str(valuelist[0]).strip() if valuelist else ""


class LabelForm(EditForm):
    """A name for each role; "" for the one that everybody knows."""

    employee = AsTyped(_("Employee"))
    manager = AsTyped(_("Manager"))
    professional = AsTyped(_("Professional"))
    admin = AsTyped(_("Admin"))

    @property
    def chosen(self) -> dict[Role, str]:
        """Return what was filled in."""
        return {role: self[str(role)].data or "" for role in ALL_ROLES}


@blueprint.route("/access/labels", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def labels() -> Any:
    """Show what the organisation calls its roles, and keep what an admin changes of it."""
    form = LabelForm(data=_filled()) if request.method == "GET" else LabelForm()
    return saving.edit(
        form,
        "people/labels.html",
        lambda: choose_labels(g.member, form.version.data, form.chosen),
        _filled,
        url_for(".access"),
        roles=[(form[str(role)], official_words(role)) for role in ALL_ROLES],
        longest=LONGEST,
    )


def _filled() -> dict[str, Any]:
    row = own_organisation(g.member)
    named = labels_in(row.role_labels)
    return {"version": row.version, **{str(role): named.get(role, "") for role in ALL_ROLES}}
