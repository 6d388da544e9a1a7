"""Articles: for whom they are, the words they are found by, and what readers thought of them."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

MOMENT = sa.DateTime(timezone=True)
TARGETS = {"organisation": "organisation.id", "service": "service.id"}
OWNED = ("article_opinion", "article_solved")
IN_SCOPE = "organisation_id in (select unnest(balie_organisations()))"
TEXTS = "title_nl title_en summary_nl summary_en text_nl text_en html_nl html_en roles".split()

FTS = (
    """create virtual table search_fts_article using fts5(
         terms, content='', tokenize="unicode61 remove_diacritics 2")""",
    """create trigger article_words_added after insert on article_words begin
         insert into search_fts_article(rowid, terms) values (new.id, new.terms); end""",
    """create trigger article_words_removed after delete on article_words begin
         insert into search_fts_article(search_fts_article, rowid, terms)
         values ('delete', old.id, old.terms); end""",
    """create trigger article_words_changed after update on article_words begin
         insert into search_fts_article(search_fts_article, rowid, terms)
         values ('delete', old.id, old.terms);
         insert into search_fts_article(rowid, terms) values (new.id, new.terms); end""",
)


def upgrade() -> None:
    """Apply."""
    _articles()
    _members("article_opinion", sa.Column("helped", sa.Boolean(), nullable=False))
    _members("article_solved", sa.Column("day", sa.Date(), nullable=False))
    if op.get_bind().dialect.name != "postgresql":
        for statement in FTS:
            op.execute(statement)
        return
    vector = "to_tsvector('simple', terms)"
    op.execute(f"alter table article_words add column vector tsvector generated always as ({vector}) stored")
    op.execute("create index ix_article_words_vector on article_words using gin (vector)")
    for table in OWNED:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy {table}_read on {table} for select using ({IN_SCOPE})")
        op.execute(f"create policy {table}_add on {table} for insert with check ({IN_SCOPE})")
        op.execute(f"create policy {table}_change on {table} for update using ({IN_SCOPE}) with check ({IN_SCOPE})")
        op.execute(f"create policy {table}_remove on {table} for delete using ({IN_SCOPE})")


def _articles() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_article_service_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["article.id"], name=op.f("fk_article_successor_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_article_owner_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_article_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("slug", name=op.f("uq_article_slug")),
        sa.UniqueConstraint("code", name=op.f("uq_article_code")),
    )
    op.create_index("ix_article_state", "article", ["state", "changed_at"])
    op.create_index("ix_article_service", "article", ["service_id"])
    for name, target in TARGETS.items():
        table = f"article_{name}"
        op.create_table(
            table,
            sa.Column("article_id", sa.Integer(), nullable=False),
            sa.Column("target_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f(f"fk_{table}_article_id")),
            sa.ForeignKeyConstraint(["target_id"], [target], name=op.f(f"fk_{table}_target_id")),
            sa.PrimaryKeyConstraint("article_id", "target_id", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "article_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_article_words_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_words")),
    )
    op.create_index("ix_article_words_article", "article_words", ["article_id", "weight"], unique=True)


def _members(table: str, column: sa.Column) -> None:
    """Make a table of what members did with an article, at most once each, or once a day."""
    daily = column.name == "day"
    said = (sa.Column("missing", sa.Text(), nullable=False), sa.Column("said_at", MOMENT, nullable=False))
    key = ["organisation_id", "article_id", "membership_id", *(["day"] if daily else [])]
    op.create_table(
        table,
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        column,
        *(() if daily else said),
        sa.ForeignKeyConstraint(
            ["organisation_id", "membership_id"],
            ["membership.organisation_id", "membership.id"],
            name=op.f(f"fk_{table}_organisation_id_membership_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f(f"fk_{table}_organisation_id")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f(f"fk_{table}_article_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_article", table, ["article_id"])


def downgrade() -> None:
    """Take back."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in OWNED:
        for part in ("read", "add", "change", "remove") if postgresql else ():
            op.execute(f"drop policy {table}_{part} on {table}")
        op.drop_table(table)
    if not postgresql:
        for name in ("added", "removed", "changed"):
            op.execute(f"drop trigger article_words_{name}")
        op.execute("drop table search_fts_article")
    op.drop_table("article_words")
    for name in TARGETS:
        op.drop_table(f"article_{name}")
    op.drop_table("article")
