"""Every way of asking a session for the rows of a class. Each returns whose rows came: a list of organisation ids."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, text, union_all, update
from sqlalchemy.orm import aliased

from tenants.database import db
from tenants.models import Organisation

Way = Callable[[], list[int]]


def scoped_ways(model: Any, keys: list[tuple[Any, ...]]) -> dict[str, Way]:
    """Return the ways that a scope narrows; `keys` are primary keys of rows of every organisation."""
    owner, other = model.organisation_id, aliased(model)
    inner = select(owner.label("owner")).subquery()
    common = select(owner.label("owner")).cte()
    among = aliased(model, select(model).subquery())
    number = select(func.count()).select_from(model).where(owner == Organisation.id).scalar_subquery()

    def owners(rows: Any) -> list[int]:
        return [row.organisation_id for row in rows if row is not None]

    def listed(statement: Any) -> list[int]:
        return [found for found in db.session.scalars(statement) if found is not None]

    ways: dict[str, Way] = {
        "select": lambda: owners(db.session.scalars(select(model)).all()),
        "columns": lambda: listed(select(owner)),
        "count": lambda: listed(select(Organisation.id).where(number > 0)),
        "group": lambda: [row[0] for row in db.session.execute(select(owner, func.count()).group_by(owner))],
        "join": lambda: listed(select(owner).select_from(Organisation).join(model, owner == Organisation.id)),
        "outer join": lambda: listed(
            select(owner).select_from(Organisation).outerjoin(model, owner == Organisation.id)
        ),
        "alias": lambda: owners(db.session.scalars(select(other)).all()),
        "alias of a subquery": lambda: owners(db.session.scalars(select(among)).all()),
        "subquery": lambda: listed(select(inner.c.owner)),
        "common table": lambda: listed(select(common.c.owner)),
        "union": lambda: listed(union_all(select(owner), select(other.organisation_id))),
        "in": lambda: listed(select(Organisation.id).where(Organisation.id.in_(select(owner)))),
        "exists": lambda: listed(select(Organisation.id).where(exists().where(owner == Organisation.id))),
        "get": lambda: owners([db.session.get(model, key) for key in keys]),
        "legacy query": lambda: owners(db.session.query(model).all()),
    }
    if model.__tablename__ != "trail":  # nobody may change it, so nobody may lock it
        ways["locked"] = lambda: owners(db.session.scalars(select(model).with_for_update()).all())
    return ways


def refused_ways(model: Any) -> dict[str, Way]:
    """Return the ways that cannot be narrowed and are refused, scope or no scope."""
    table = model.__table__
    return {
        "table": lambda: list(db.session.execute(select(table))),
        "table columns": lambda: list(db.session.execute(select(table.c.organisation_id))),
        "count of a table": lambda: [db.session.scalar(select(func.count()).select_from(table))],
        "update of a table": lambda: [db.session.execute(update(table).values(organisation_id=1))],
        "delete from a table": lambda: [db.session.execute(delete(table))],
        "insert into a table": lambda: [db.session.execute(insert(table).values(organisation_id=1))],
        "insert of a class": lambda: [db.session.execute(insert(model).values(organisation_id=1))],
        "several inserts": lambda: [db.session.execute(insert(model), [{"organisation_id": 1}])],
        "text": lambda: list(db.session.execute(text(f"select organisation_id from {table.name}"))),
        "from statement": lambda: list(db.session.scalars(select(model).from_statement(select(model)))),
        "from text": lambda: list(
            db.session.scalars(select(model).from_statement(text(f"select * from {table.name}")))
        ),
        "legacy text": lambda: db.session.query(model).from_statement(text(f"select * from {table.name}")).all(),
    }


def changing_ways(model: Any) -> dict[str, Callable[[Any], int]]:
    """Return the bulk changes; each takes a condition and returns how many rows it touched."""
    quiet = {"synchronize_session": False}

    def changes(condition: Any) -> int:
        statement = update(model).where(condition).values(organisation_id=model.organisation_id)
        return db.session.execute(statement, execution_options=quiet).rowcount

    def deletes(condition: Any) -> int:
        return db.session.execute(delete(model).where(condition), execution_options=quiet).rowcount

    return {"update": changes, "delete": deletes}
