"""The log leaves as a file: whoever may read it may take it along, and that is a line of it.

As CSV it leaves as it is read, some hundred lines at a time, each read for itself: a log of years takes no more memory
than one of a day, and holds no transaction open while somebody with a slow line fetches it.
"""

import io
from codecs import BOM_UTF8
from collections.abc import Iterator

from flask import Flask
from flask_babel import force_locale

from portal.listing.exporting import as_csv
from portal.trail.verbs import leave_trail
from tenants.context import Member, member_for
from tenants.database import db
from tenants.errors import Forbidden
from tenants.guard import ask
from tenants.models import Membership
from tenants.permissions import Action
from tenants.scope import Scope, inside

from .queries import Filter
from .show import Part, next_part

MOST = 20_000
"""Lines of a workbook, which is made while somebody waits."""


def note_taken(member: Member, rows: int, form: str) -> None:
    """Note that the log leaves as a file."""
    ask(member, Action.AUDIT)
    leave_trail("log.exported", db.session.get_one(Membership, member.membership_id), by=member, rows=rows, form=form)


def streamed(app: Flask, member: Member, narrowed: Filter, first: Part, language: str) -> Iterator[bytes]:
    """Yield the CSV file that begins with `first`. Whoever may read the log no more, gets no further lines."""
    with app.app_context(), force_locale(language):
        piece = _written(first)
    yield piece
    part: Part | None = first
    while part is not None:
        with app.app_context(), inside(Scope.of(member.organisation_id, member.account_id)), force_locale(language):
            part = next_part(_still(member), narrowed, part)
            piece = _written(part).removeprefix(BOM_UTF8) if part else b""
        yield piece


def _still(member: Member) -> Member:
    fresh = member_for(member.account_id, member.organisation_id)
    if fresh is None:
        raise Forbidden
    ask(fresh, Action.AUDIT)
    return fresh


def _written(part: Part) -> bytes:
    file = io.BytesIO()
    as_csv(part.lines, file)
    return file.getvalue()
