"""Who did what a line of the trail tells: as it was written, unless they were erased since."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from tenants.models import Membership

from .models import Trail


def who_did_it() -> ColumnElement[Any]:
    """Return the account of a line; of somebody who was erased here after it, the one that bears their pseudonym.

    Lines are never changed, and whoever was erased may come back with the same account as somebody new.
    """
    erased = aliased(Membership)
    same = (erased.organisation_id == Trail.organisation_id, erased.was_account_id == Trail.account_id)
    theirs = select(erased.account_id).where(*same, erased.erased_at >= Trail.at).order_by(erased.erased_at).limit(1)
    return func.coalesce(theirs.scalar_subquery(), Trail.account_id)
