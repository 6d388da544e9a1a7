"""What the service organisation does with articles: write, change, publish and archive them."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal.catalogue.naming import slug_of
from portal.trail.verbs import leave_trail
from portal.web.text import Written
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import ask
from tenants.permissions import Action
from tenants.roles import Role

from .indexing import index_article
from .models import Article, ArticleOrganisation, ArticleService
from .rules import State, is_slug

TARGETS = {"organisations": ArticleOrganisation, "services": ArticleService}

NOTHING = Written("", "")
PLAIN = ("title_nl", "title_en", "summary_nl", "summary_en", "service_id", "roles", "owner_id", "review_on")
"""What is kept as the form holds it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its form holds it. `organisations`, `services`, `service_id` and `owner_id` are ids."""

    title_nl: str = ""
    title_en: str = ""
    summary_nl: str = ""
    summary_en: str = ""
    text_nl: Written = NOTHING
    text_en: Written = NOTHING
    service_id: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    organisations: frozenset[int] = field(default_factory=frozenset)
    services: frozenset[int] = field(default_factory=frozenset)
    owner_id: int = 0
    owner_name: str = ""
    review_on: date | None = None


class Overtaken(Exception):
    """Somebody else saved this article in the meantime; `theirs` is what they left."""

    def __init__(self, theirs: Article) -> None:
        super().__init__(theirs.slug)
        self.theirs = theirs


def write(member: Member, draft: Draft, key: str) -> Article:
    """Keep a new article as a draft; with a `key` that was used before, return what it led to.

    Raises Overtaken when that says something else by now.
    """
    ask(member, Action.WRITE_ARTICLES)
    code = hashlib.sha256(f"{member.account_id} {key}".encode()).hexdigest()[:16]
    if (there := _with_code(code)) is not None:
        return _unchanged(there, draft)
    slug = slug_of(draft.title_nl, set(db.session.scalars(select(Article.slug))))
    article = Article(slug=slug, code=code)
    _fill(member, article, draft)
    try:
        with db.session.begin_nested():
            db.session.add(article)
    except IntegrityError:  # the same form, sent twice at once; or the same title by two
        there = _with_code(code)
        if there is None:
            raise Invalid("title_nl", _("There is one with this name already")) from None
        return _unchanged(there, draft)
    _aim_and_index(article, draft)
    leave_trail("article.written", article, by=member)
    return article


def revise(member: Member, article: Article, draft: Draft, version: int) -> Article:
    """Change an article; `version` is the one that was on the form. Its name in addresses stays.

    Raises Overtaken when somebody else saved it first.
    """
    ask(member, Action.WRITE_ARTICLES)
    if article.version != version:
        return _unchanged(article, draft)
    _fill(member, article, draft)
    article.version += 1
    if article.state is State.PUBLISHED:
        _expect_complete(article)
    db.session.flush()
    _aim_and_index(article, draft)
    leave_trail("article.changed", article, by=member, version=article.version)
    return article


def publish(member: Member, article: Article) -> None:
    """Let those read an article whom it is for; one that was archived comes back."""
    ask(member, Action.WRITE_ARTICLES)
    if article.state is State.PUBLISHED:
        return  # pressed twice
    _expect_complete(article)
    article.state, article.successor_id, article.changed_at = State.PUBLISHED, None, now()
    leave_trail("article.published", article, by=member)


def archive(member: Member, article: Article, successor: str) -> None:
    """Take an article out of the way; its address leads to a `successor` from then on, "" for none.

    Raises Invalid for one that is not published, or is this very article.
    """
    ask(member, Action.WRITE_ARTICLES)
    after = written_with(member, successor) if successor else None
    if after is not None and (after.id == article.id or after.state is not State.PUBLISHED):
        raise Invalid("successor", _("Choose another article that is published"))
    if article.state is State.DRAFT:
        raise NotNow(_("A draft is seen by nobody. There is nothing to archive."))
    article.successor_id = after.id if after else None
    if article.state is State.PUBLISHED:
        article.state = State.ARCHIVED
        leave_trail("article.archived", article, by=member)


def written_with(member: Member, slug: str, lock: bool = False) -> Article:
    """Return an article by its name in addresses, whatever its state. Raises NotFound."""
    ask(member, Action.WRITE_ARTICLES)
    one = select(Article).where(Article.slug == slug)
    found = db.session.scalar(one.with_for_update() if lock else one) if is_slug(slug) else None
    if found is None:
        raise NotFound
    return found


def aimed_at(article: Article) -> dict[str, set[int]]:
    """Return the ids of what an article is for, by the name of the field."""
    return {
        name: set(db.session.scalars(select(targets.target_id).where(targets.article_id == article.id)))
        for name, targets in TARGETS.items()
    }


def _with_code(code: str) -> Article | None:
    return db.session.scalar(select(Article).where(Article.code == code))


def _unchanged(there: Article, draft: Draft) -> Article:
    """Return what was saved already when it says the same: the form was sent twice. Raises Overtaken if it does not."""
    same = all(getattr(there, name) == getattr(draft, name) for name in PLAIN)
    same = same and (there.text_nl, there.text_en) == (draft.text_nl.source, draft.text_en.source)
    if not same or any(aimed != getattr(draft, name) for name, aimed in aimed_at(there).items()):
        raise Overtaken(there)
    return there


def _fill(member: Member, article: Article, draft: Draft) -> None:
    for name in PLAIN:
        setattr(article, name, getattr(draft, name))
    article.text_nl, article.html_nl = draft.text_nl.source, draft.text_nl.html
    article.text_en, article.html_en = draft.text_en.source, draft.text_en.html
    article.owner_name = draft.owner_name
    article.account_id, article.author_name = member.account_id, member.name
    article.changed_at = now()
    if not article.title_nl:
        raise Invalid("title_nl", _("Give the article a title in Dutch"))


def _expect_complete(article: Article) -> None:
    """Refuse what readers could not make sense of: an article needs Dutch; English is whole, or not there."""
    if not article.text_nl:
        raise Invalid("text_nl", _("Write the text in Dutch"))
    if article.title_en and not article.text_en:
        raise Invalid("text_en", _("Write the text too, or clear the title in this language"))
    if article.text_en and not article.title_en:
        raise Invalid("title_en", _("Give the text a title in this language"))


def _aim_and_index(article: Article, draft: Draft) -> None:
    for name, targets in TARGETS.items():
        db.session.execute(delete(targets).where(targets.article_id == article.id))
        db.session.add_all(targets(article_id=article.id, target_id=one) for one in sorted(getattr(draft, name)))
    index_article(article)
