"""The page of the list, what it suggests while one types, and whether there is something new."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.search.queries import Hits, hits_of
from portal.tickets.queries import rings_for, scopes_of, ticket_for
from portal.tickets.rules import ZONE
from portal.tickets.views import blueprint as requests
from portal.web.text import one_line
from tenants.clock import now
from tenants.context import Member
from tenants.errors import NotFound
from tenants.guard import by_itself, requires
from tenants.permissions import Action

from .paging import edge_in
from .queries import newer_there, page_of
from .rules import LONGEST, Filter, Sort, read_filter
from .show import Found, address, page_about
from .sides import sides_of
from .suggesting import suggestions
from .told import newer_entry

blueprint = Blueprint("listing", __name__, url_prefix="/<key>")


@requests.get("/requests")
@requires(Action.SEE)
def list_requests() -> Any:
    """Show requests: one's own, the team's or the organisation's, narrowed by filters and words."""
    member: Member = g.member
    narrowed, wrong = filter_asked(member)
    if number := asked_number(narrowed.words, member):
        return redirect(url_for("tickets.show", number=number))
    return page_of_list(member, narrowed, wrong), 422 if wrong else 200


@blueprint.get("/search/suggest")
@requires(Action.SEE)
def suggest() -> str:
    """Suggest requests and services while somebody types; a number leads to its request first."""
    found = suggestions(g.member, one_line(request.args.get("q", ""))[:LONGEST])
    return render_template("tickets/suggestions.html", found=found)


@blueprint.get("/requests/news")
@by_itself
@requires(Action.SEE)
def news_in_list() -> Any:
    """Say whether something in a list changed since it was shown: asked by the open page, every 20 seconds."""
    edge = edge_in(request.args.get("newest", ""), Sort.NEWEST)
    narrowed, wrong = filter_asked(g.member)
    if wrong or edge is None or not newer_there(g.member, narrowed, today(), edge.moment):
        return "", 204
    return render_template("tickets/news.html", href=address(narrowed), words=_("Something changed. Show it"))


@blueprint.get("/requests/<int:number>/news")
@by_itself
@requires(Action.SEE)
def news_in_request(number: int) -> Any:
    """Say whether somebody replied since a request was shown: asked by the open page, every 20 seconds."""
    seen = request.args.get("seen", "")
    known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    entry = newer_entry(g.member, number, known)
    if entry is None:
        return "", 204
    href = url_for("tickets.show", number=number, _anchor=str(entry))
    return render_template("tickets/news.html", href=href, words=_("There is a new reply. Read it"))


def page_of_list(member: Member, narrowed: Filter, wrong: dict[str, str], **more: Any) -> str:
    """Render the page of the list; `more` is what a refused form adds to it."""
    after = edge_in(request.args.get("after", ""), narrowed.sort)
    before = edge_in(request.args.get("before", ""), narrowed.sort)
    rows, further = page_of(member, narrowed, today(), after, before, hits_in(narrowed, member))
    found = Found(rows, further, after, before)
    sides = sides_of(member, "" if after or before else narrowed.words)
    g.unread_news = sides.news  # the menu need not count it again
    about = page_about(member, narrowed, found, sides, scopes_of(member), wrong)
    return render_template("tickets/list.html", **(about | {"articles": sides.articles} | more))


def filter_asked(member: Member) -> tuple[Filter, dict[str, str]]:
    """Return the filter of this address, and the dates that are none."""
    return read_filter(request.args, scopes_of(member))


def today() -> Any:
    """Return the day it is in Dutch time."""
    return now().astimezone(ZONE).date()


def hits_in(narrowed: Filter, member: Member) -> Hits | None:
    """Look up the words of a filter; None when it has none."""
    return hits_of(narrowed.words, rings_for(member)) if narrowed.words else None


def asked_number(words: str, member: Member) -> int | None:
    """Return the number when somebody typed a reference, or a bare number, of a request they may see."""
    key, _dash, number = words.rpartition("-")
    if key and key.lower() != member.organisation_key:
        return None
    if not (number.isascii() and number.isdigit()) or len(number) > 9:
        return None
    try:
        return ticket_for(member, int(number)).number
    except NotFound:
        return None
