"""The pages on which people read articles, and say what they thought of them."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.web.text import one_line
from tenants.database import write_transaction
from tenants.guard import requires
from tenants.permissions import Action

from . import finding, opinions, queries, wording
from .forms import OpinionForm
from .rules import State

LONGEST_QUERY = 200
SUGGESTED = 3
"""So many articles at most are offered while somebody writes a request."""

blueprint = Blueprint("knowledge", __name__, url_prefix="/<key>")


@blueprint.get("/kb")
@requires(Action.READ_ARTICLES)
def index() -> str:
    """Show the articles by service; with words the ones that hold them, the best first."""
    words = one_line(request.args.get("q", ""))[:LONGEST_QUERY]
    hits = finding.found(g.member, words) if words else []
    return render_template(
        "knowledge/index.html",
        words=words,
        hits=[wording.item(row, words) for row in hits],
        most=finding.MOST,
        shelves=[] if words else wording.shelves(queries.shelves(g.member)),
    )


@blueprint.get("/kb/<slug>")
@requires(Action.READ_ARTICLES)
def show(slug: str) -> Any:
    """Show an article; of an archived one only what took its place."""
    return _page(slug, OpinionForm(formdata=None))


@blueprint.post("/kb/<slug>/opinion")
@requires(Action.READ_ARTICLES)
def opinion(slug: str) -> Any:
    """Keep whether an article helped, and what was missing."""
    form = OpinionForm()
    if not form.validate_on_submit():
        return _page(slug, form)
    if form.helped.data not in ("yes", "no"):
        abort(400)
    with write_transaction():
        opinions.say(g.member, slug, form.helped.data == "yes", form.missing.data or "")
    if form.helped.data == "yes" or form.missing.data:
        flash(_("Thank you. Who writes the articles reads this."), "ok")
    return redirect(url_for(".show", slug=slug, _anchor="opinion"), 303)


@blueprint.post("/kb/<slug>/solved")
@requires(Action.READ_ARTICLES)
def solved(slug: str) -> Response:
    """Count that somebody need not ask any more. The button may stand in a form that is filled in: it is not read."""
    with write_transaction():
        opinions.solved(g.member, slug)
    flash(_("Good to hear. You need not report anything. Thank you for saying so."), "ok")
    return redirect(url_for("tickets.start"), 303)


@blueprint.get("/search/articles")
@requires(Action.READ_ARTICLES)
def suggest() -> str:
    """Offer articles that look like the subject somebody is typing."""
    subject = one_line(request.args.get("subject", ""))[:LONGEST_QUERY]
    return render_template("knowledge/suggested.html", items=suggested(subject))


def suggested(subject: str) -> list[wording.Item]:
    """Return the articles that look like a subject."""
    return [wording.item(row) for row in finding.matching(g.member, subject, SUGGESTED)] if subject else []


def _page(slug: str, form: OpinionForm) -> tuple[str, int]:
    article = queries.article_for(g.member, slug)
    if article.state is State.ARCHIVED:
        successor = queries.successor_of(g.member, article)
        page = render_template(
            "knowledge/archived.html",
            item=wording.item(article),
            successor=wording.item(successor) if successor else None,
        )
        return page, 410
    if not form.is_submitted():
        form.missing.data = article.missing or ""
    page = render_template(
        "knowledge/show.html",
        item=wording.item(article),
        text=wording.shown(article),
        article=article,
        form=form,
        helped=article.helped,
    )
    return page, 422 if form.errors else 200
