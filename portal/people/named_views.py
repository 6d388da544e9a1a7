"""One person who sees more than their roles do: an admin looks them up, and reads what it changes before it counts."""

from dataclasses import replace
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import lazy_gettext

from portal.editing import saving
from portal.editing.forms import Choice, EditForm
from portal.tickets.foreseeing import foresee
from portal.web.forms import Line
from portal.web.text import one_line
from tenants.context import Member
from tenants.guard import dangerous, requires
from tenants.permissions import Action, Reach
from tenants.widening import BY_NAME, let_see, named, sees_by_name

from .access_show import foresight, sight_choices
from .queries import SHORTEST_WORD, colleagues, member_row
from .views import blueprint

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time
SIGHTS = {str(int(reach)): reach for reach in BY_NAME}


class NamedForm(EditForm):
    """How far somebody sees by name; `confirmed` comes from the page that says what it would change."""

    sees = Choice(_("Sees"))
    confirmed = Line()

    @property
    def chosen(self) -> Reach:
        """Return what was filled in."""
        return SIGHTS[self.sees.data]


@blueprint.get("/access/people")
@requires(Action.MANAGE_MEMBERS)
def find_named() -> str:
    """Find a colleague by name."""
    words = one_line(request.args.get("who", ""))[:100]
    return render_template(
        "people/find_named.html", words=words, shortest=SHORTEST_WORD, hits=colleagues(g.member, words)
    )


@blueprint.route("/access/people/<user>", methods=["GET", "POST"], endpoint="named")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change who may what"))
def one_named(user: str) -> Any:
    """Show how far somebody sees by name, and keep what an admin changes of it, once they have read what it changes."""
    row = member_row(g.member, user)
    form = NamedForm(data=_filled(row)) if request.method == "GET" else NamedForm()
    form.sees.offered = sight_choices(tuple(BY_NAME))
    if form.validate_on_submit() and not form.confirmed.data and _moves_sight(form, row):
        return render_template(
            "people/access_preview.html",
            form=form,
            seen=foresight(foresee(lambda member: _as_chosen(member, row.person_id, form.chosen))),
            back=url_for(".named", user=row.handle),
            about=row.name,
        )
    return saving.edit(
        form,
        "people/named.html",
        lambda: let_see(g.member, user, form.version.data, form.chosen),
        lambda: _filled(member_row(g.member, user)),
        url_for(".access"),
        one=row,
    )


def _moves_sight(form: NamedForm, row: Any) -> bool:
    """Say whether what they see would change. A form that is behind is for the verb to refuse."""
    return row.version == form.version.data and sees_by_name(row.authorisations) != form.chosen


def _as_chosen(member: Member, person_id: int, sees: Reach) -> Member:
    if member.person_id != person_id:
        return member
    return replace(member, authorisations=named(member.authorisations, sees))


def _filled(row: Any) -> dict[str, Any]:
    return {"version": row.version, "sees": str(int(sees_by_name(row.authorisations)))}
