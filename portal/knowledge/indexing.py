"""By which words an article is found: those of its titles, which weigh more, and those of its texts."""

from sqlalchemy import delete

from portal.search.words import index_terms
from tenants.database import db

from .finding import REST, TITLE
from .models import Article, ArticleWords


def index_article(article: Article) -> None:
    """Keep the words of an article anew."""
    said = {
        TITLE: (article.title_nl, article.title_en),
        REST: (article.summary_nl, article.summary_en, article.text_nl, article.text_en),
    }
    db.session.execute(delete(ArticleWords).where(ArticleWords.article_id == article.id))
    for weight, texts in said.items():
        terms = index_terms(" ".join(filter(None, texts)))
        db.session.add(ArticleWords(article_id=article.id, weight=weight, terms=terms))
    db.session.flush()
