"""For whom an article is: who has the service of its shelf, and is among those it names."""

from typing import Any

from sqlalchemy import and_, or_, select, true

from portal.catalogue.audience import for_roles, narrowed, reader, subscribed

from .models import Article, ArticleOrganisation, ArticleService
from .rules import State


def readable(*columns: Any, archived: bool = False) -> Any:
    """Select from the articles that the member with id `member` may read: all that reading goes through.

    With `archived` also from those they could read before these were taken away.
    """
    who = reader()
    states = (State.PUBLISHED, State.ARCHIVED) if archived else (State.PUBLISHED,)
    return (
        select(*columns)
        .select_from(Article)
        .join(who, true())
        .where(Article.state.in_(states), _meant_for(who.c.organisation_id, who.c.roles))
    )


def _meant_for(home: Any, roles: Any) -> Any:
    """Say whether an article is for somebody of the organisation `home` with these roles: columns."""
    houses, services = ArticleOrganisation, ArticleService
    return and_(
        or_(Article.service_id.is_(None), subscribed(Article.service_id, home)),
        narrowed(houses.article_id == Article.id, houses.target_id == home),
        narrowed(services.article_id == Article.id, subscribed(services.target_id, home)),
        for_roles(Article.roles, roles),
    )
