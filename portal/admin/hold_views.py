"""The page on which a service admin reads what is held of a customer."""

from typing import Any

from flask import abort, g, render_template, request, url_for

from tenants.guard import requires
from tenants.permissions import Action

from .blueprint import blueprint
from .holds import held_everything_at, held_requests_at
from .look_in_views import ask_why
from .queries import customer

LONGEST = 9  # digits of a number that a row can have


@blueprint.get("/organisations/<organisation>/holds")
@requires(Action.ADMINISTER)
def holds(organisation: str) -> Any:
    """Show what is held of a customer: since when, by whom and why."""
    found = customer(g.member, organisation)
    if found is None:
        abort(404)
    if found.closed:
        return ask_why(found)
    edge = request.args.get("after", "")
    after = int(edge) if edge.isascii() and edge.isdigit() and len(edge) <= LONGEST else 0
    rows, more = held_requests_at(found.id, after)
    path = url_for(".holds", organisation=found.key.lower())
    return render_template(
        "admin/holds.html",
        customer=found,
        everything=held_everything_at(found),
        rows=rows,
        first=path if after else "",
        older=f"{path}?after={rows[-1].number}" if more else "",
    )
