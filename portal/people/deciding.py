"""What the form of a member says, and what stands around it: roles, units, colleagues that were searched for."""

from collections.abc import Callable
from typing import Any, Protocol

from flask import g, render_template, request

from tenants.directory import Place
from tenants.errors import Invalid
from tenants.granting import BOUND, authorisations_for, tenant_roles
from tenants.members import Granted
from tenants.passwords import is_handle
from tenants.roles import Role

from .forms import MemberForm
from .queries import (
    SHORTEST_WORD,
    colleague_row,
    colleagues,
    manager_row,
    managers_found,
    member_row,
    unit_names,
)
from .wording import right_cards, role_cards


def granted_by(form: MemberForm) -> Granted:
    """Read what an admin decides. Raises Invalid for roles and rights that are not theirs to give."""
    roles = tenant_roles(form.roles.data or ())
    place = Place(
        name=form.name.data,
        unit=form.unit.data or "",
        manager=form.manager.data or "",
        personnel_number=form.personnel_number.data or "",
    )
    return Granted(roles, authorisations_for(roles, form.authorisations.data or ()), place)


def shown_again(form: Any, page: Callable[[Any], Any]) -> Any:
    """Return the page of a form that searches, or in which something is wrong; None for one to act on."""
    right = form.validate_on_submit()  # when it searches too: for the fields it does not know
    if form.searching:
        return page(form.without_errors())
    return None if right else (page(form), 422)


def is_sent(**_named: str) -> bool:
    """Say whether a form was sent, and not a button pressed that searches in it."""
    return not request.form.get("find")


def makes_admin() -> bool:
    """Say whether somebody is invited as an admin."""
    return is_sent() and str(Role.ADMIN) in request.form.getlist("roles")


def gives_rights(user: str) -> bool:
    """Say whether a form changes what a member may do, and not only how they are called and where they work."""
    row = member_row(g.member, user)
    try:
        roles = tenant_roles(request.form.getlist("roles"))
        rights = authorisations_for(roles, request.form.getlist("authorisations"))
    except Invalid:
        return is_sent()
    return is_sent() and (row.roles, row.authorisations & BOUND.keys()) != (roles, rights)


class SearchesManager(Protocol):
    """A form in which a manager is searched for."""

    who: Any
    manager: Any

    @property
    def searching(self) -> bool: ...


def form_page(template: str, form: MemberForm, handle: str = "", **more: Any) -> str:
    """Render a page with the form of a member; `handle` is whose form it is, who cannot be their own manager."""
    return render_template(
        template, form=form, roles=role_cards(), rights=right_cards(), **place_choices(form, handle), **more
    )


def place_choices(form: SearchesManager, handle: str = "") -> dict[str, Any]:
    """Return what a form offers to place somebody: the units, and the colleagues that were searched for as manager."""
    words = form.who.data or ""
    hits = managers_found(words, but=handle)
    chosen = form.manager.data or ""
    if chosen and is_handle(chosen) and all(hit.handle != chosen for hit in hits):
        hits += [hit for hit in [manager_row(chosen)] if hit is not None]
    return {
        "hits": hits,
        "too_short": form.searching and len(words) < SHORTEST_WORD,
        "none_found": form.searching and len(words) >= SHORTEST_WORD and not hits,
        "units": [("", "")] + [(name, name) for name in unit_names()],
    }


class SearchesSuccessor(Protocol):
    """A form in which a colleague is searched for who takes over."""

    who: Any
    successor: Any

    @property
    def searching(self) -> bool: ...


def successor_choices(form: SearchesSuccessor, handle: str) -> dict[str, Any]:
    """Return whom a form offers to take over from the member with a handle: who was searched for, and was chosen."""
    words = form.who.data or ""
    hits = colleagues(g.member, words, but=handle)
    chosen = form.successor.data or ""
    if chosen and chosen != handle and all(hit.handle != chosen for hit in hits):
        hits += [hit for hit in [colleague_row(g.member, chosen)] if hit is not None]
    return {
        "hits": hits,
        "too_short": form.searching and len(words) < SHORTEST_WORD,
        "none_found": form.searching and len(words) >= SHORTEST_WORD and not hits,
    }
