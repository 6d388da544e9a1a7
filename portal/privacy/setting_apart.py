"""Part who was erased here from an account that lives on elsewhere, so that its owner can come back as somebody new.

What they did here is of an account that only bears the pseudonym from then on. The log is never changed: see
`portal/trail/who.py` for how its lines are read.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect, select, update

from portal.trail.models import Trail
from tenants.database import Base, db
from tenants.models import Account, Membership
from tenants.organisations import language_of
from tenants.passwords import new_handle
from tenants.privacy import Concerned

NOT_MOVED = (Trail, Membership)


def set_apart(about: Concerned, pseudonym: str) -> None:
    """Give all that names an account in the organisation in scope to one of the pseudonym; done before, do nothing."""
    membership = _membership(about)
    if membership is None or membership.was_account_id is not None:
        return
    language = language_of(about.organisation_id)
    kept = Account(email=f"{new_handle()}@erased.invalid", name=pseudonym, language=language, active=False)
    db.session.add(kept)
    db.session.flush()
    for model, organisation, account in _naming_accounts():
        theirs = update(model).where(organisation == about.organisation_id, account == membership.account_id)
        db.session.execute(theirs.values({account.key: kept.id}), execution_options={"synchronize_session": False})
    membership.was_account_id, membership.account_id = membership.account_id, kept.id
    db.session.flush()


def _membership(about: Concerned) -> Membership | None:
    mine = (Membership.organisation_id == about.organisation_id, Membership.id == about.membership_id)
    return db.session.scalar(select(Membership).where(*mine, Membership.erased_at.is_not(None)).with_for_update())


def _naming_accounts() -> Iterator[tuple[type[Any], Any, Any]]:
    """Yield each table whose rows are of one organisation, with its columns of that and of an account."""
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__tablename__):
        model = mapper.class_
        organisations = _leading_to("organisation", model)
        if len(organisations) == 1 and model not in NOT_MOVED:
            yield from ((model, organisations[0], account) for account in _leading_to("account", model))


def _leading_to(table: str, model: type[Any]) -> list[Any]:
    """Return the columns of a table with a key of another one; only those it has by itself, not as part of two."""
    columns = inspect(model).columns
    return [
        getattr(model, name)
        for name, column in columns.items()
        if any(key.target_fullname == f"{table}.id" for key in column.foreign_keys)
    ]
