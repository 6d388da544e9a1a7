"""What an organisation chooses for itself."""

from typing import Any

from flask import g, request, url_for
from flask_babel import lazy_gettext

from portal.editing import saving
from portal.editing.forms import Choice, EditForm
from portal.web.language import LANGUAGES
from tenants.guard import requires
from tenants.permissions import Action
from tenants.settings import Chosen, choose, own_organisation

from .views import blueprint

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class SettingsForm(EditForm):
    """What an admin chooses for the organisation."""

    language = Choice(_("Language"))

    @property
    def chosen(self) -> Chosen:
        """Return what was filled in."""
        return Chosen(self.language.data)


@blueprint.route("/settings", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def settings() -> Any:
    """Show what the organisation chose, and keep what an admin changes of it."""
    form = SettingsForm(data=_filled()) if request.method == "GET" else SettingsForm()
    form.language.offered = tuple(LANGUAGES.items())
    return saving.edit(
        form,
        "people/settings.html",
        lambda: choose(g.member, form.version.data, form.chosen),
        _filled,
        url_for(".settings"),
    )


def _filled() -> dict[str, Any]:
    row = own_organisation(g.member)
    return {"version": row.version, "language": row.language}
