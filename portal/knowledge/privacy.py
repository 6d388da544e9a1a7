"""What articles tell of persons: who wrote and owns one, and what readers thought."""

from collections.abc import Iterable

from sqlalchemy import delete, or_, select, update

from portal.catalogue.naming import slug_of
from tenants.database import db
from tenants.privacy import WRITTEN, Correcting, Erasing, Part, Section, Telling

from .indexing import index_article
from .models import Article, ArticleOpinion, ArticleSolved, ArticleWords


def _tells(telling: Telling) -> Iterable[Section]:
    member = telling.about.membership_id
    said = (
        select(Article.title_nl, ArticleOpinion.helped, ArticleOpinion.missing, ArticleOpinion.said_at)
        .join(Article, Article.id == ArticleOpinion.article_id)
        .where(ArticleOpinion.membership_id == member)
        .order_by(ArticleOpinion.said_at, Article.id)
    )
    yield Section(
        "opinions",
        [
            {"article": row.title_nl, "helped": row.helped, "missing": row.missing, "said": row.said_at}
            for row in db.session.execute(said)
        ],
    )
    once = (
        select(Article.title_nl, ArticleSolved.day)
        .join(Article, Article.id == ArticleSolved.article_id)
        .where(ArticleSolved.membership_id == member)
        .order_by(ArticleSolved.day, Article.id)
    )
    yield Section("solved", [{"article": row.title_nl, "day": row.day} for row in db.session.execute(once)])


def _erases(erasing: Erasing) -> bool:
    """Take away what they thought, their name from what others missed and, of an author, from the articles."""
    about = erasing.about
    for model in (ArticleOpinion, ArticleSolved):
        db.session.execute(
            delete(model).where(model.membership_id == about.membership_id),
            execution_options={"synchronize_session": False},
        )
    for said in db.session.scalars(select(ArticleOpinion).where(ArticleOpinion.missing != "")):
        if (blotted := erasing.blot(said.missing)) != said.missing:
            said.missing = blotted
    theirs = or_(Article.account_id == about.account_id, Article.owner_id == about.account_id)
    for article in db.session.scalars(select(Article).where(theirs)):
        if article.account_id == about.account_id:
            article.author_name = erasing.pseudonym
        if article.owner_id == about.account_id:
            article.owner_name = erasing.pseudonym
    if erasing.desk:
        _blot_texts(erasing)
    return False


def _blot_texts(erasing: Erasing) -> None:
    """Take the name of somebody of the service organisation out of what it explains, and out of how that is found."""
    articles = db.session.scalars(select(Article).order_by(Article.id)).all()
    taken = {article.slug for article in articles}
    for article in articles:
        texts = {name: getattr(article, name) for name in (*TEXTS.split(), "author_name", "owner_name")}
        if (blotted := erasing.blot(texts)) != texts:
            if blotted["title_nl"] != texts["title_nl"]:  # its address was made of the title: links to it end
                article.slug = slug_of(blotted["title_nl"], taken)
                taken.add(article.slug)
            for name, text in blotted.items():
                setattr(article, name, text)
            index_article(article)


def _corrects(correcting: Correcting) -> bool:
    """Put right who wrote an article, and who keeps it."""
    account_id = correcting.about.account_id or None
    for whose, name in ((Article.account_id, "author_name"), (Article.owner_id, "owner_name")):
        db.session.execute(
            update(Article).where(whose == account_id).values({name: correcting.account_name}),
            execution_options={"synchronize_session": False},
        )
    return False


TEXTS = "title_nl title_en summary_nl summary_en text_nl text_en html_nl html_en"

PART = Part(
    "knowledge",
    names={
        Article: f"{TEXTS} author_name owner_name",
        ArticleOpinion: "missing",
        ArticleWords: "terms",
    },
    free={Article: "slug code"},
    tells=_tells,
    erases=_erases,
    corrects=_corrects,
    follows={Article: "author_name owner_name"},
    stays={WRITTEN: {Article: TEXTS, ArticleOpinion: "missing", ArticleWords: "terms"}},
)
