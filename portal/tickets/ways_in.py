"""The ways in: a tile for each kind that somebody may file, leading to its services and its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.catalogue.rules import Kind
from portal.catalogue.wording import KINDS, KindWords
from portal.web.text import one_line
from tenants.context import Member

from .filing import kinds_open_to

SERVICES_OF = {
    Kind.QUESTION: "tickets.new_question",
    Kind.PROBLEM: "tickets.new_problem",
    Kind.CHANGE: "tickets.new_change",
}
FORM_OF = {
    Kind.QUESTION: "tickets.ask_question",
    Kind.PROBLEM: "tickets.report_problem",
    Kind.CHANGE: "tickets.ask_change",
}

PREFILLED = ("subject", "url")
"""What an address may fill in, so that the supplier's own product can lead to a form."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A way in: where it leads, and the kind in words."""

    href: str
    words: KindWords


def tiles(member: Member, **kept: Any) -> list[Tile]:
    """Return a tile for each kind that `member` may file; `kept` goes along in the address."""
    return [Tile(url_for(SERVICES_OF[kind], **kept), KINDS[kind]) for kind in kinds_open_to(member)]


def given(*more: str) -> dict[str, Any]:
    """Return what the address fills in, and what else it says of `more`."""
    asked = {name: one_line(request.args.get(name, ""))[:2_000] for name in (*more, *PREFILLED)}
    return {name: value for name, value in asked.items() if value}


def choose_service(kind: Kind, mine: Sequence[Service]) -> str | Response:
    """Show the services; an organisation with one, or an address that names one, goes straight to the form."""
    kept = given()
    named = [one for one in mine if len(mine) == 1 or one.slug == request.args.get("service")]
    if named:
        return redirect(url_for(FORM_OF[kind], service=named[0].slug, **kept))
    return render_template(
        "tickets/services.html",
        words=KINDS[kind],
        services=[(url_for(FORM_OF[kind], service=one.slug, **kept), one) for one in mine],
    )
