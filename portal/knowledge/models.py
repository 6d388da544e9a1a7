"""Articles, for whom they are, the words they are found by, and what readers thought of them."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment, Word, Words
from tenants.database import Base, part_of
from tenants.roles import Role
from tenants.scope import OrganisationOwned

from .rules import State


class Article(Base):
    """An explanation of the service organisation for its customers: shared, so read through `audience.py` only.

    `slug` is its name in addresses and stays when the title changes. `code` tells a form that was sent twice.
    """

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_state", "state", "changed_at"), Index("ix_article_service", "service_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[State] = mapped_column(Word(State), default=State.DRAFT)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))  # whose shelf it stands on
    title_nl: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text, default="")
    summary_nl: Mapped[str] = mapped_column(Text, default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")
    text_nl: Mapped[str] = mapped_column(Text, default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    html_nl: Mapped[str] = mapped_column(Text, default="")
    html_en: Mapped[str] = mapped_column(Text, default="")
    roles: Mapped[frozenset[Role]] = mapped_column(Words(Role), default=frozenset())  # none: whatever the role
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))  # of one that is archived
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    owner_name: Mapped[str] = mapped_column(Text)
    review_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # who wrote it last
    author_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)  # what readers see of it


class ArticleOrganisation(Base):
    """An organisation an article is for."""

    __tablename__ = "article_organisation"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)


class ArticleService(Base):
    """A service whose subscribers an article is for, besides that of its shelf."""

    __tablename__ = "article_service"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)


class ArticleWords(Base):
    """The terms of an article: a row for its titles, which weigh more, and one for its texts.

    SQLite keeps an FTS5 table beside it by triggers; PostgreSQL a tsvector column.
    """

    __tablename__ = "article_words"
    __table_args__ = (Index("ix_article_words_article", "article_id", "weight", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    weight: Mapped[int]
    terms: Mapped[str] = mapped_column(Text)


class ArticleOpinion(OrganisationOwned, Base):
    """Whether an article helped a member, and what they missed: one each, which they may change."""

    __tablename__ = "article_opinion"
    __table_args__ = (part_of("membership", "membership_id"), Index("ix_article_opinion_article", "article_id"))

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    membership_id: Mapped[int] = mapped_column(primary_key=True)
    helped: Mapped[bool]
    missing: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime] = mapped_column(Moment)


class ArticleSolved(OrganisationOwned, Base):
    """An article made a request needless, for a member on a day."""

    __tablename__ = "article_solved"
    __table_args__ = (part_of("membership", "membership_id"), Index("ix_article_solved_article", "article_id"))

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    membership_id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
