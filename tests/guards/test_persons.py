"""Each column that can hold a text is named by the feature that keeps it: what may name a person is told and erased."""

from collections.abc import Iterable

from sqlalchemy import JSON, Column, Integer, MetaData, Table, Text

from portal.personal import PARTS
from tenants.database import Base
from tenants.models import Person
from tenants.privacy import Part, named_columns

BESIDE = {"alembic_version"}


def texts(metadata: MetaData) -> set[tuple[str, str]]:
    """Return (table, column) of each column for free text or JSON; one for words of a closed list holds none."""
    return {
        (table.name, column.name)
        for table in metadata.tables.values()
        if table.name not in BESIDE
        for column in table.c
        if type(column.type) in (Text, JSON)
    }


def named(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return each column as often as it is named."""
    return [one for part in parts for table in (part.names, part.own, part.free) for one in named_columns(table)]


def test_every_text_is_named_once_by_the_feature_that_keeps_it() -> None:
    every = named(PARTS)

    assert sorted(texts(Base.metadata) - set(every)) == [], "say in the privacy.py of the feature what these hold"
    assert sorted(one for one in set(every) if every.count(one) > 1) == []
    assert sorted(set(every) - texts(Base.metadata)) == []


def test_a_planted_column_that_no_feature_names_is_found() -> None:
    planted = MetaData()
    Table("planted", planted, Column("remark", Text), Column("told", JSON))

    assert texts(planted) - set(named(PARTS)) == {("planted", "remark"), ("planted", "told")}


def undecided(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return each column that may name a person of which it is not said once what a correction does."""
    parts = list(parts)
    holding = [one for part in parts for table in (part.names, part.own) for one in named_columns(table)]
    said = [one for part in parts for table in (part.follows, *part.stays.values()) for one in named_columns(table)]
    return sorted({one for one in [*holding, *said] if holding.count(one) != 1 or said.count(one) != 1})


def test_of_every_copy_of_a_name_it_is_said_whether_it_follows_a_correction() -> None:
    assert undecided(PARTS) == [], "name these in `follows` or `stays` of the feature's part"
    assert [part.name for part in PARTS if part.follows and part.corrects is None] == []


def test_a_planted_copy_of_which_nothing_is_said_is_found() -> None:
    assert undecided([Part("planted", names={Person: "name email"}, follows={Person: "name"})]) == [("person", "email")]


STAYS = {
    "membership": "the pseudonym in the log stands on it",
    "assignment": "whose requests somebody of the desk handles",
    "article": "the service organisation explains; its author has the pseudonym",
    "broadcast": "what the organisation published stays; its author has the pseudonym",
    "personal_file": "taken away by its own feature, files about them too",
}
"""Tables of no organisation with rows of an account that do not go with it, and why."""


def of_accounts(metadata: MetaData) -> set[str]:
    """Return each table of no organisation that has rows of an account."""
    return {
        table.name
        for table in metadata.tables.values()
        if "account_id" in table.c and ("organisation_id" not in table.c or table.info.get("unowned"))
    }


def test_everything_of_an_account_goes_with_it() -> None:
    going = {model.__tablename__ for part in PARTS for model in part.of_account}

    assert sorted(of_accounts(Base.metadata) - going - STAYS.keys()) == [], "name these in `of_account` of a part"


def test_a_planted_table_of_accounts_is_found() -> None:
    planted = MetaData()
    Table("planted", planted, Column("account_id", Integer))

    assert of_accounts(planted) == {"planted"}
