"""The pages on which the service organisation keeps its articles."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.catalogue.addressees import Choice, customers_and_services
from portal.catalogue.wording import role_words
from portal.web.language import language, named, said, today
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.permissions import Action
from tenants.roles import TENANT_ROLES, Role
from tenants.scope import Scope, enter

from . import keeping, publishing, queries, wording
from .forms import ArchiveForm, ArticleForm, EmptyForm, draft_in, filled, version_in
from .models import Article
from .rules import State, is_slug

blueprint = Blueprint("articles", __name__, url_prefix="/admin/articles")


@blueprint.before_request
def be_at_home() -> None:
    """Write in the service organisation; what is counted elsewhere says so where it counts."""
    enter(Scope.of(g.member.organisation_id, g.member.account_id))


@blueprint.get("")
@requires(Action.WRITE_ARTICLES)
def index() -> str:
    """Show the articles, the newest change first, with what readers thought of them; perhaps of one state."""
    state = State(asked) if (asked := request.args.get("state", "")) in list(State) else None
    rows, more = keeping.written(g.member, state, _edge_in(request.args.get("after", "")))
    older = url_for(".index", state=state, after=_edge_of(rows[-1])) if more else ""
    return render_template(
        "knowledge/articles.html",
        rows=[_line(row) for row in rows],
        state=state,
        narrowings=[(one, wording.state_label(one)) for one in State],
        older=older,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Action.WRITE_ARTICLES)
def new() -> Any:
    """Write a new article."""
    return _written(None)


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@requires(Action.WRITE_ARTICLES)
def edit(slug: str) -> Any:
    """Change an article."""
    return _written(publishing.written_with(g.member, slug))


@blueprint.get("/<slug>")
@requires(Action.WRITE_ARTICLES)
def show(slug: str) -> Any:
    """Show how an article looks, what readers thought of it, and what can be done with it."""
    return _page(slug, ArchiveForm(formdata=None))


@blueprint.post("/<slug>/publication")
@requires(Action.WRITE_ARTICLES)
def publication(slug: str) -> Any:
    """Publish an article."""
    if not EmptyForm().validate_on_submit():
        abort(400)
    try:
        with write_transaction():
            publishing.publish(g.member, publishing.written_with(g.member, slug, lock=True))
    except Invalid as refusal:
        flash(str(refusal.why), "bad")
        return redirect(url_for(".edit", slug=slug), 303)
    flash(_("The article is published."), "ok")
    return redirect(url_for(".show", slug=slug), 303)


@blueprint.post("/<slug>/archiving")
@requires(Action.WRITE_ARTICLES)
def archiving(slug: str) -> Any:
    """Take an article out of the way."""
    form = ArchiveForm()
    if form.validate_on_submit():
        try:
            if form.successor.data and not is_slug(form.successor.data):
                raise Invalid("successor", _("Choose another article that is published"))
            with write_transaction():
                article = publishing.written_with(g.member, slug, lock=True)
                publishing.archive(g.member, article, form.successor.data or "")
            flash(_("The article is archived. Nobody finds it any more."), "ok")
            return redirect(url_for(".show", slug=slug), 303)
        except Invalid as refusal:
            form.refuse(refusal)
    return _page(slug, form)


def _page(slug: str, form: ArchiveForm) -> tuple[str, int]:
    article = publishing.written_with(g.member, slug)
    counted = keeping.counts(g.member, article.id)
    others = [(row.slug, _title(row)) for row in queries.names() if row.id != article.id]
    page = render_template(
        "knowledge/article.html",
        line=_line_of(article),
        text=wording.shown(article),
        form=form,
        others=[("", _("None")), *others],
        counted=counted,
        remarks=[
            {"missing": row.missing, "said": said(row.said_at), "organisation": row.organisation}
            for row in (keeping.remarks(g.member, article.id) if counted.remarks else ())
        ],
    )
    return page, 422 if form.errors else 200


def _written(article: Article | None) -> Any:
    """Show the form of an article, new or not; save it when it is right."""
    offered = customers_and_services()
    owners = [Choice(row.account_id, row.handle, row.name) for row in keeping.owners(g.member)]
    form = _form(article, offered, owners)
    theirs, status = None, 200
    if form.is_submitted():
        status = 422
        if form.validate_on_submit():
            try:
                return _saved(form, article, draft_in(form, offered, owners))
            except Invalid as refusal:
                form.refuse(refusal)
            except publishing.Overtaken as overtaken:
                article, status = publishing.written_with(g.member, overtaken.theirs.slug), 409
                theirs, form.version.data = _told(article), str(article.version)
    page = render_template(
        "knowledge/write.html",
        form=form,
        line=_line_of(article) if article else None,
        theirs=theirs,
        author=article.author_name if article else "",
        roles=[(str(role), role_words(role)) for role in Role if role in TENANT_ROLES],
        offered={name: [(one.value, one.words) for one in some] for name, some in offered.items()},
        owners=[(one.value, one.words) for one in owners],
    )
    return page, status


def _form(article: Article | None, offered: dict[str, list[Choice]], owners: list[Choice]) -> ArticleForm:
    if request.method == "POST":
        return ArticleForm()
    if article is None:
        mine = next((one.value for one in owners if one.id == g.member.account_id), "")
        return ArticleForm(data={"owner": mine})
    return ArticleForm(data=filled(article, offered, publishing.aimed_at(article), owners))


def _saved(form: ArticleForm, article: Article | None, draft: publishing.Draft) -> Response:
    with write_transaction():
        if article is None:
            saved = publishing.write(g.member, draft, form.key.data or "")
        else:
            locked = publishing.written_with(g.member, article.slug, lock=True)
            saved = publishing.revise(g.member, locked, draft, version_in(form))
        if form.send.data == "publish":
            publishing.publish(g.member, saved)
    if form.send.data == "publish":
        flash(_("The article is published."), "ok")
    elif saved.state is State.DRAFT:
        flash(_("The draft is saved. Nobody else sees it yet."), "ok")
    else:
        flash(_("The article is saved."), "ok")
    return redirect(url_for(".show", slug=saved.slug), 303)


def _told(article: Article) -> list[tuple[str, Markup | str]]:
    """Return what somebody else left in the meantime, field by field."""
    html = {tongue: Markup(getattr(article, f"html_{tongue}")) for tongue in ("nl", "en")}  # noqa: S704 - cleaned
    told = [
        (_("Title in Dutch"), article.title_nl),
        (_("Summary in Dutch"), article.summary_nl),
        (_("Text in Dutch"), html["nl"]),
        (_("Title in English"), article.title_en),
        (_("Summary in English"), article.summary_en),
        (_("Text in English"), html["en"]),
    ]
    return [(label, text) for label, text in told if text]


def _title(row: Any) -> str:
    return row.title_en if language() == "en" and row.title_en else row.title_nl


def _line(row: Any) -> dict[str, Any]:
    """Return an article as its keeper sees it in the list."""
    return _facts(row) | {
        "service": named(row, "name") if row.name_nl else "",
        **{name: getattr(row, name) for name in ("helped", "not_helped", "remarks", "solved")},
    }


def _line_of(article: Article) -> dict[str, Any]:
    return _facts(article) | {"summary": article.summary_nl, "author": article.author_name}


def _facts(row: Any) -> dict[str, Any]:
    due = row.state is State.PUBLISHED and row.review_on is not None and row.review_on <= today()
    return {
        "slug": row.slug,
        "title": _title(row),
        "both": bool(row.title_en),
        "state": row.state,
        "label": wording.state_label(row.state),
        "changed": said(row.changed_at),
        "owner": row.owner_name,
        "review": wording.review_words(row.review_on, today()) if row.state is not State.ARCHIVED else "",
        "due": due,
    }


def _edge_of(row: Any) -> str:
    return f"{row.changed_at.astimezone(UTC):%Y%m%dT%H%M%S%f}.{row.slug}"


def _edge_in(text: str) -> tuple[datetime, str] | None:
    stamp, _dot, slug = text.partition(".")
    if len(stamp) > 30 or not is_slug(slug):
        return None
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC), slug
    except ValueError:
        return None
