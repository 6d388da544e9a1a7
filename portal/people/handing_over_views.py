"""Requests of a member go to a colleague: which, to whom, a page to check, and done. For the organisation's admins."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.tickets.goes_along import chosen_requests_of, how_many_seen, open_requests_of
from portal.tickets.lines import rows_shown
from tenants.context import Member, member_for
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.models import Membership
from tenants.permissions import Action

from .deciding import shown_again, successor_choices
from .forms import HandingOverForm
from .handing_over import hand_requests_over, successor_named
from .queries import colleague_row, member_row
from .show import member_shown
from .views import blueprint

MOST = 50
"""So many requests can be ticked; who has more hands over all, or comes back."""


@blueprint.get("/users/<user>/handover")
@requires(Action.MANAGE_MEMBERS)
def handing_over(user: str) -> str:
    """Ask which requests go, and who gets them."""
    return _page(member_row(g.member, user), HandingOverForm(formdata=None))


@blueprint.post("/users/<user>/handover")
@requires(Action.MANAGE_MEMBERS)
def hand_requests(user: str) -> Any:
    """Show what will happen, and once that was read let it happen."""
    member: Member = g.member
    form = HandingOverForm()
    row = member_row(member, user)
    if again := shown_again(form, lambda filled: _page(row, filled)):
        return again
    try:
        if not form.confirmed.data:
            return _check_page(row, form, successor_named(member, user, form.successor.data or ""))
        with write_transaction():
            went = hand_requests_over(member, user, form.successor.data or "", form.chosen, form.key.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(row, form), 422
    _tell(went, form.chosen, colleague_row(member, form.successor.data))
    return redirect(url_for(".show", user=user), 303)


def _tell(went: int, chosen: frozenset[int] | None, to: Any) -> None:
    if went:
        words = ngettext(
            "%(num)s request is handed over to %(name)s.",
            "%(num)s requests are handed over to %(name)s.",
            went,
            name=to.name if to else "",
        )
        flash(words, "ok")
    if chosen is None and not went:
        flash(_("There are no open requests to hand over."), "info")
    if chosen is not None and len(chosen) > went:
        flash(_stayed_words(len(chosen) - went), "info")


def _stayed_words(number: int) -> str:
    return ngettext(
        "%(num)s request stays where it is: it was closed or handed over in the meantime.",
        "%(num)s requests stay where they are: they were closed or handed over in the meantime.",
        number,
    )


def _check_page(row: Any, form: HandingOverForm, to: Membership) -> str:
    """Show what goes to whom, and how many of these they do not see yet: nothing happens until it is confirmed."""
    member: Member = g.member
    chosen = form.chosen
    rows, count = chosen_requests_of(member, row.person_id, chosen, MOST)
    if not count:
        raise Invalid("requests", _("These requests were closed or handed over in the meantime"))
    taking, colleague = colleague_row(member, to.handle), member_for(to.account_id, member.organisation_id)
    if taking is None or colleague is None:
        raise Invalid("successor", _("Choose a colleague from the list"))
    seen = how_many_seen(colleague, row.person_id, chosen)
    stayed = len(chosen) - count if chosen is not None else 0
    goes = ngettext(
        "%(num)s request goes from %(was)s to %(to)s. Nothing is changed yet.",
        "%(num)s requests go from %(was)s to %(to)s. Nothing is changed yet.",
        count,
        was=row.name,
        to=taking.name,
    )
    return render_template(
        "people/handing_over_check.html",
        one=member_shown(row),
        to=taking,
        goes=goes,
        form=form,
        requests=rows_shown(member, rows),
        others=count - len(rows),
        new=count - seen,
        stayed=_stayed_words(stayed) if stayed else "",
    )


def _page(row: Any, form: HandingOverForm) -> str:
    member: Member = g.member
    rows, count = open_requests_of(member, row.person_id, MOST)
    return render_template(
        "people/handing_over.html",
        one=member_shown(row),
        form=form,
        requests=list(zip([str(one.number) for one in rows], rows_shown(member, rows), strict=True)),
        count=count,
        most=MOST,
        **successor_choices(form, row.handle),
    )
