"""What happens when such a form is sent: act once, say what is wrong, show what somebody else changed."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from flask import flash, g, redirect, render_template
from flask_babel import gettext as _

from portal.tickets.once import done_before, remember
from tenants.database import write_transaction
from tenants.errors import Invalid, NotNow
from tenants.scope import Scope, inside

from .forms import EditForm

Filled = Mapping[str, Any]
Page = Callable[..., str]


def form_page(template: str, form: EditForm, **more: Any) -> str:
    """Render a page that shows a form."""
    return render_template(template, form=form, **more)


def create(
    form: EditForm, template: str, act: Callable[[], int], back: str, page: Page = form_page, **more: Any
) -> Any:
    """Show a form for something new; `act` makes it and returns its id. Sent twice, it is made once.

    `page` renders the form when more stands around it than `more` says.
    """
    if form.validate_on_submit():
        try:
            with write_transaction(), at_home():
                again, _made = done_before(g.member, form.key.data or "")
                if not again:
                    made = act()
                    with at_home():
                        remember(g.member, form.key.data or "", made)
            flash(_("Saved."), "ok")
            return redirect(back, 303)
        except Invalid as refusal:
            form.refuse(refusal)
    return page(template, form, theirs=[], **more), 422 if form.errors else 200


def edit(
    form: EditForm,
    template: str,
    act: Callable[[], object],
    filled: Callable[[], Filled],
    back: str,
    page: Page = form_page,
    **more: Any,
) -> Any:
    """Show a form that changes something; `filled` reads how it stands now.

    Who is second reads both texts, and chooses by sending the form once more; who sent it twice reads none.
    """
    theirs: list[tuple[str, str]] = []
    status = 200
    if form.validate_on_submit():
        try:
            with write_transaction(), at_home():
                act()
            flash(_("Saved."), "ok")
            return redirect(back, 303)
        except Invalid as refusal:
            form.refuse(refusal)
        except NotNow:
            now = filled()
            theirs, status = differences(form, now), 409
            if not theirs:  # sent twice, or both wrote the same
                return redirect(back, 303)
            form.version.data = now["version"]
    return page(template, form, theirs=theirs, **more), 422 if form.errors else status


def differences(form: EditForm, now: Filled) -> list[tuple[str, str]]:
    """Return (label, what stands there now) of each field in which the form says something else."""
    return [
        (str(form[name].label.text), _said(form[name], value))
        for name, value in now.items()
        if name != "version" and _plain(form[name].data) != _plain(value)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | frozenset):
        return sorted(map(str, value))
    return value if isinstance(value, bool) else str(value or "")


def _said(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    names = {str(known): str(text) for known, text in getattr(field, "offered", ())}
    values = value if isinstance(value, list | tuple | frozenset) else [value]
    said = ", ".join(names.get(str(one), str(one)) for one in values if one not in (None, ""))
    return said or _("nothing")


def at_home() -> AbstractContextManager[Scope]:
    """Work inside the member's own organisation: what is set up leaves its trail there, whomever else they serve."""
    return inside(Scope.of(g.member.organisation_id, g.member.account_id))
