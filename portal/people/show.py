"""What the pages of members show."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.tickets.wording import Pill
from portal.web.language import Said, day_said, said
from tenants.names import initials

from .beside import Beside
from .queries import last_day
from .rules import Standing, standing
from .wording import rights_words, roles_words, standing_label


@dataclass(frozen=True, slots=True)
class Row:
    """A member as the list shows them."""

    href: str
    name: str
    email: str
    roles: str
    unit: str
    label: Pill
    seen: Said | None
    rights: str
    open: int
    requests: str  # the address of the list of those
    deputy: str
    last: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A member as their own page shows them."""

    handle: str
    person: str
    name: str
    email: str
    initials: str
    roles: str
    rights: str
    unit: str
    standing: Standing
    label: Pill
    seen: Said | None
    invited: Said | None
    joined: Said | None
    secured: bool  # with a second factor


def row_shown(row: Any, about: Beside) -> Row:
    """Return a line of the list."""
    return Row(
        url_for("people.show", user=row.handle),
        row.name,
        row.email,
        roles_words(row.roles),
        row.unit or "",
        standing_label(standing(row.active, row.joined_at)),
        said(row.seen_at) if row.seen_at else None,
        rights_words(row.authorisations),
        about.open,
        url_for("tickets.list_requests", scope="organisation", person=row.public_id, open="yes"),
        about.deputy,
        day_said(last_day(row.ends_at)) if row.ends_at else "",
    )


def member_shown(row: Any) -> Shown:
    """Return a member for their page."""
    at = standing(row.active, row.joined_at)
    return Shown(
        row.handle,
        row.public_id,
        row.name,
        row.email,
        initials(row.name),
        roles_words(row.roles),
        rights_words(row.authorisations),
        row.unit or "",
        at,
        standing_label(at),
        said(row.seen_at) if row.seen_at else None,
        said(row.invited_at) if row.invited_at else None,
        said(row.joined_at) if row.joined_at else None,
        row.second_factor,
    )
