"""The ways in: a tile for each kind that somebody may file, leading to its services and its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.catalogue.fields import is_web_address
from portal.catalogue.forms import fields_of
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

AT_MOST = 2_000

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


IN_THE_TEXT = {Kind.QUESTION: "note", Kind.CHANGE: "description"}
"""Where the address of a page goes in a form that has no field for it: a line that people see and may remove."""


def given(*more: str) -> dict[str, Any]:
    """Return what the address fills in, and what else it says of `more`; no address of a page but of the web."""
    asked = {name: one_line(request.args.get(name, ""))[:AT_MOST] for name in (*more, *PREFILLED)}
    if not is_web_address(asked["url"]) or len(request.args.get("url", "")) > AT_MOST:
        del asked["url"]
    return {name: value for name, value in asked.items() if value}


def prefilled(kind: Kind) -> dict[str, str]:
    """Return what the address fills in, by the fields of a form."""
    fields, texts = fields_of(kind), given()
    if "url" in texts and "url" not in fields:
        texts[IN_THE_TEXT[kind]] = "\n\n" + _("Page: %(url)s", url=texts["url"])
    return {name: text[: fields[name].longest] for name, text in texts.items() if name in fields}


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
