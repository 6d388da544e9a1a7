"""Whose name it is that stands in an invitation, a change of address, a draft or an application.

Older rows get the account of the only person of that name in their organisation; where there are two, nobody knows.
"""

import sqlalchemy as sa
from alembic import op

from portal.schema import OWNER

revision = "0046"
down_revision = "0045"

COLUMNS = {
    "invitation": "invited_by",
    "address_change": "asked_by",
    "draft": "given_by",
    "admin_application": "decided_by",
}
HERE = {
    "invitation": "membership.organisation_id = invitation.organisation_id",
    "address_change": "membership.organisation_id in "
    "(select mine.organisation_id from membership mine where mine.account_id = address_change.account_id)",
    "draft": "membership.organisation_id = draft.organisation_id",
    "admin_application": "membership.organisation_id in (select id from organisation where is_service_organisation)",
}

KNOWN = """
    update {table} set {column}_id = (
        select min(account.id) from account join membership on membership.account_id = account.id
        where account.name = {table}.{column} and {here} having count(distinct account.id) = 1
    ) where {column} <> ''
"""


def upgrade() -> None:
    """Apply."""
    for table, column in COLUMNS.items():
        op.add_column(table, sa.Column(f"{column}_id", sa.Integer()))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("reset role")  # the owner is bound by the policies, the maintenance role is not
        _say_whose()
        op.execute(f"set role {OWNER}")
    else:
        _say_whose()


def _say_whose() -> None:
    for table, column in COLUMNS.items():
        op.execute(KNOWN.format(table=table, column=column, here=HERE[table]))


def downgrade() -> None:
    """Undo."""
    for table, column in COLUMNS.items():
        op.drop_column(table, f"{column}_id")
