"""The pages of saved views."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.web.forms import Form
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.permissions import Action

from .forms import KeepForm, PlainForm, RenameForm
from .rules import query_of
from .saved import filter_in
from .saving import keep_view, remove_view, rename_view, views_of
from .views import page_of_list

blueprint = Blueprint("saved_views", __name__, url_prefix="/<key>/requests/views")


@blueprint.get("")
@requires(Action.SEE)
def manage() -> str:
    """Show one's saved views, to rename and to remove them."""
    return _page()


@blueprint.post("")
@requires(Action.SEE)
def save() -> Any:
    """Keep the filters of a list under a name."""
    member: Member = g.member
    form = KeepForm()
    narrowed = filter_in(form.query.data or "", member)
    if form.validate_on_submit():
        try:
            with write_transaction():
                keep_view(member, form.name.data, query_of(narrowed))
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("The view “%(name)s” is saved.", name=form.name.data), "ok")
            return redirect(f"{url_for('tickets.list_requests')}?{query_of(narrowed)}", 303)
    why = next((str(message) for _field, message in form.summary()), "")
    return page_of_list(member, narrowed, {}, save_error=why, save_name=form.name.data or ""), 422


@blueprint.post("/<view>/name")
@requires(Action.SEE)
def rename(view: str) -> Any:
    """Give a view another name."""
    form = RenameForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                rename_view(g.member, view, form.name.data)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("The view is called “%(name)s” now.", name=form.name.data), "ok")
            return redirect(url_for(".manage"), 303)
    return _page(view, form), 422


@blueprint.post("/<view>/removal")
@requires(Action.SEE)
def remove(view: str) -> Any:
    """Throw a view away."""
    if PlainForm().validate_on_submit():
        with write_transaction():
            remove_view(g.member, view)
        flash(_("The view is removed."), "ok")
    return redirect(url_for(".manage"), 303)


def _page(refused: str = "", form: Form | None = None) -> str:
    views = views_of(g.member)
    errors = form.summary() if form is not None and refused in {view.slug for view in views} else []
    typed = request.form.get("name", "")
    return render_template("tickets/views.html", views=views, refused=refused, errors=errors, typed=typed)
