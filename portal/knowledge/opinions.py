"""What readers do with an article: say whether it helped, what they missed, and that they need not ask any more."""

from typing import Any

from sqlalchemy import update

from portal.web.language import today
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.guard import ask
from tenants.permissions import Action
from tenants.writing import add_unless_there

from .models import ArticleOpinion, ArticleSolved
from .queries import article_for
from .rules import State


def say(member: Member, slug: str, helped: bool, missing: str) -> Any:
    """Keep whether an article helped a member; what they said before gives way. Return the article.

    Raises NotFound when it is not for them, or archived.
    """
    article = _read_by(member, slug)
    missing = "" if helped else missing
    said = {"article_id": article.id, "membership_id": member.membership_id, "helped": helped}
    if not add_unless_there(ArticleOpinion, said | {"missing": missing, "said_at": now()}):
        mine = (ArticleOpinion.article_id == article.id, ArticleOpinion.membership_id == member.membership_id)
        db.session.execute(
            update(ArticleOpinion).where(*mine).values(helped=helped, missing=missing, said_at=now()),
            execution_options={"synchronize_session": False},
        )
    return article


def solved(member: Member, slug: str) -> Any:
    """Count that an article made a request needless: once a day for each reader. Return the article."""
    article = _read_by(member, slug)
    once = {"article_id": article.id, "membership_id": member.membership_id, "day": today()}
    add_unless_there(ArticleSolved, once)
    return article


def _read_by(member: Member, slug: str) -> Any:
    ask(member, Action.READ_ARTICLES)
    article = article_for(member, slug)
    if article.state is not State.PUBLISHED:
        raise NotFound
    return article
