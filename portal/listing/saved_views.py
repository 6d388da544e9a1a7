"""The pages of saved views."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.editing.forms import EditForm
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import private, requires
from tenants.permissions import Action

from .forms import KeepForm, RenameForm
from .rules import query_of
from .saved import filter_in
from .saving import ViewChangedMeanwhile, keep_view, remove_view, rename_view, views_of
from .show import filter_words
from .views import page_of_list

blueprint = Blueprint("saved_views", __name__, url_prefix="/<key>/requests/views")


@blueprint.get("")
@requires(Action.SEE)
@private
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
    there, status = "", 422
    if form.validate_on_submit():
        try:
            with write_transaction():
                keep_view(member, form.name.data, query_of(narrowed), form.version.data)
        except Invalid as refusal:
            form.refuse(refusal)
        except ViewChangedMeanwhile as now:
            there, status, form.version.data = filter_words(now.query, member), 409, now.version
        else:
            flash(_("The view “%(name)s” is saved.", name=form.name.data), "ok")
            return redirect(f"{url_for('tickets.list_requests')}?{query_of(narrowed)}", 303)
    why = next((str(message) for _field, message in form.summary()), "")
    kept = {"save_error": why, "save_name": form.name.data, "save_there": there, "save_version": form.version.data}
    return page_of_list(member, narrowed, {}, **kept), status


@blueprint.post("/<view>/name")
@requires(Action.SEE)
def rename(view: str) -> Any:
    """Give a view another name."""
    form, status, now = RenameForm(), 422, None
    if form.validate_on_submit():
        try:
            with write_transaction():
                rename_view(g.member, view, form.name.data, form.version.data)
        except Invalid as refusal:
            form.refuse(refusal)
        except ViewChangedMeanwhile as changed:
            now, status = changed, 409
        except NotFound:
            return _page(gone=form.name.data), 404
        else:
            flash(_("The view is called “%(name)s” now.", name=form.name.data), "ok")
            return redirect(url_for(".manage"), 303)
    return _page(view, form, now), status


@blueprint.post("/<view>/removal")
@requires(Action.SEE)
def remove(view: str) -> Any:
    """Throw a view away."""
    form = EditForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        with write_transaction():
            remove_view(g.member, view, form.version.data, form.key.data or "")
    except ViewChangedMeanwhile as changed:
        return _page(view, now=changed), 409
    flash(_("The view is removed."), "ok")
    return redirect(url_for(".manage"), 303)


def _page(
    slug: str = "", form: RenameForm | None = None, now: ViewChangedMeanwhile | None = None, gone: str = ""
) -> str:
    """Show all views; of the one called `slug` what was typed, what is wrong with it, and how it stands now."""
    views = views_of(g.member)
    known = slug in {view.slug for view in views}
    return render_template(
        "tickets/views.html",
        views=views,
        new=EditForm(formdata=None),
        here=slug,
        errors=form.summary() if form is not None and known else [],
        typed=form.name.data if form is not None else None,
        now=now,
        filters=filter_words(now.query, g.member) if now else "",
        gone=gone,
    )
