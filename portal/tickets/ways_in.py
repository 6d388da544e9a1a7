"""The ways in: a tile for each kind that somebody may file, leading to its services and its form."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from portal.catalogue.rules import Kind
from portal.catalogue.wording import KINDS, KindWords
from portal.web.text import one_line
from tenants.context import Member

from .filing import kinds_open_to

SERVICES_OF = {Kind.QUESTION: "tickets.new_question", Kind.PROBLEM: "tickets.new_problem"}
FORM_OF = {Kind.QUESTION: "tickets.ask_question", Kind.PROBLEM: "tickets.report_problem"}

PREFILLED = ("subject", "url")
"""What an address may fill in, so that the supplier's own product can lead to a form."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A way in: where it leads, and the kind in words."""

    href: str
    words: KindWords


def tiles(member: Member, **kept: Any) -> list[Tile]:
    """Return a tile for each kind that `member` may file; `kept` goes along in the address."""
    kinds = [kind for kind in kinds_open_to(member) if kind in SERVICES_OF]
    return [Tile(url_for(SERVICES_OF[kind], **kept), KINDS[kind]) for kind in kinds]


def given(*more: str) -> dict[str, Any]:
    """Return what the address fills in, and what else it says of `more`."""
    asked = {name: one_line(request.args.get(name, ""))[:2_000] for name in (*more, *PREFILLED)}
    return {name: value for name, value in asked.items() if value}
