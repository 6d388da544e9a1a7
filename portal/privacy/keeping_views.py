"""The page on which an admin chooses how long requests are kept, after reading what goes; and the hold on all of it."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from wtforms import HiddenField

from portal.catalogue.rules import Kind
from portal.catalogue.wording import KINDS
from portal.editing.forms import Choice, EditForm
from portal.web.forms import AtMost, Line
from portal.web.language import day
from tenants.database import write_transaction
from tenants.errors import Invalid, NotNow
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .holding import held_everything, hold_everything
from .keeping import WouldGo, bounds, choose, chosen, would_go
from .retention_rules import Kept
from .views import blueprint


class RetentionForm(EditForm):
    """For how many months texts and files of each kind are kept; `seen` is the choice of which was read what goes."""

    question_texts = Choice()
    question_files = Choice()
    problem_texts = Choice()
    problem_files = Choice()
    change_texts = Choice()
    change_files = Choice()
    seen = HiddenField()

    @property
    def kept(self) -> dict[str, Kept]:
        """Return what was chosen, by kind."""
        return {str(kind): Kept(_months(self[f"{kind}_texts"]), _months(self[f"{kind}_files"])) for kind in Kind}

    @property
    def as_chosen(self) -> str:
        """Return the choice as one word, to compare with the one that was read."""
        return " ".join(f"{kind}:{one.texts or 0}:{one.files or 0}" for kind, one in sorted(self.kept.items()))


def _months(field: Any) -> int | None:
    return int(field.data) if field.data else None


class HoldForm(EditForm):
    """Why nothing may go; empty lifts it."""

    reason = Line(validators=[AtMost(300)])


@blueprint.get("/<key>/org/retention")
@requires(Action.MANAGE_MEMBERS)
def retention() -> str:
    """Show how long requests are kept."""
    version, kept = chosen()
    filled = {"version": version}
    for kind, one in kept.items():
        filled |= {f"{kind}_texts": str(one.texts or ""), f"{kind}_files": str(one.files or "")}
    return _page(RetentionForm(formdata=None, data=filled))


@blueprint.post("/<key>/org/retention")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change how long requests are kept"))
def keep() -> Any:
    """Show what a choice takes away; keep the choice when that was read."""
    form = _with_choices(RetentionForm())
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        if form.seen.data != form.as_chosen:
            return _page(form, would_go(form.kept))
        with write_transaction():
            choose(g.member, form.version.data, form.kept)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form), 422
    except NotNow as refusal:
        version, kept = chosen()
        if kept != form.kept:
            form.version.data = version
            return _page(form, would_go(form.kept), str(refusal.why)), 409
    flash(_("Saved."), "ok")
    return redirect(url_for(".retention"), 303)


@blueprint.post("/<key>/org/retention/hold")
@requires(Action.MANAGE_MEMBERS)
def hold_all() -> Any:
    """Let nothing go, for a reason; without one, what was chosen holds again."""
    form = HoldForm()
    if not form.validate_on_submit():
        return retention(), 422
    with write_transaction():
        hold_everything(g.member, form.reason.data or "")
    flash(_("Nothing goes until you lift this.") if form.reason.data else _("What was chosen holds again."), "ok")
    return redirect(url_for(".retention"), 303)


def _with_choices(form: RetentionForm) -> RetentionForm:
    months = [(str(n), ngettext("%(num)s month", "%(num)s months", n)) for n in bounds()]
    for kind in Kind:
        for what in ("texts", "files"):
            field: Any = form[f"{kind}_{what}"]
            field.offered = [("", _("Keep until we choose")), *months]
    return form


def _page(form: RetentionForm, goes: list[WouldGo] | None = None, told: str = "") -> str:
    _with_choices(form)
    form.seen.data = form.as_chosen if goes is not None else ""
    return render_template(
        "privacy/retention.html",
        form=form,
        kinds=[(str(kind), str(KINDS[kind].name)) for kind in Kind],
        goes=None if goes is None else [_goes_shown(one) for one in goes],
        told=told,
        hold=held_everything(),
        hold_form=HoldForm(formdata=None),
    )


def _goes_shown(one: WouldGo) -> dict[str, Any]:
    return {
        "kind": str(KINDS[Kind(one.kind)].name),
        "texts": one.texts,
        "files": one.files,
        "next_texts": day(one.next_texts) if one.next_texts else "",
        "next_files": day(one.next_files) if one.next_files else "",
    }
