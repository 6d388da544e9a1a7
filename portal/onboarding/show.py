"""What the pages of the queue show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.tickets.wording import Pill
from portal.web.language import said

from .matching import Match
from .queries import WAITING, left
from .rules import State, WorksOn, folded_number
from .wording import admin_words, domain_words, left_words, number_words, state_pill

FILTERS: Mapping[str, tuple[State, ...]] = {
    "waiting": WAITING,
    "approved": (State.APPROVED,),
    "declined": (State.DECLINED,),
    "not-processed": (State.HAS_ADMIN,),
}
"""What the queue may be narrowed to, as its address says it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One application in the queue. `left` is "" once it is decided; `matched` are (what, words) pairs."""

    href: str
    organisation: str
    name: str
    asked: Any
    label: Pill
    left: str
    late: bool
    again: bool
    matched: list[tuple[str, str]]


def line_of(row: Any, match: Match, works: WorksOn, days: int, same: tuple[set[str], set[str]]) -> Line:
    """Return a line of the queue; `same` are the numbers and addresses that stand in several that wait."""
    open_one = row.state in WAITING
    remaining = left(row.asked_at, days, works) if open_one else 0
    numbers, addresses = same
    matched = [(_("Customer number"), number_words(match)), (_("E-mail domain"), domain_words(match))]
    return Line(
        url_for("applications.show", application=row.code),
        row.organisation,
        row.name or _("Somebody"),
        said(row.asked_at),
        state_pill(row.state),
        left_words(remaining) if open_one else "",
        open_one and remaining < 0,
        open_one and (folded_number(row.customer_number) in numbers or row.email in addresses),
        [*matched, (_("Admin now"), admin_words(match))] if not row.forgotten_at else [],
    )


def shown(row: Any) -> list[tuple[str, str]]:
    """Return what somebody said of themselves, as (what, words) pairs; nothing of it is left after a while."""
    facts = [(_("Organisation"), row.organisation), (_("Customer number"), row.customer_number)]
    if row.forgotten_at:
        return facts
    facts += [
        (_("Name"), row.name),
        (_("Function"), row.function),
        (_("E-mail address"), row.email),
        (_("Telephone"), row.telephone),
    ]
    if row.contact_name:
        facts.append((_("Knows at our office"), row.contact_name))
    return facts


def decided(row: Any) -> list[tuple[str, str]]:
    """Return what was decided, by whom and when, as (what, words) pairs."""
    facts = [(_("Decision"), state_pill(row.state).words), (_("By"), row.decided_by or "Balie")]
    if row.customer:
        facts.append((_("For the organisation"), row.customer))
    if row.decided_at:
        facts.append((_("When"), said(row.decided_at).full))
    if row.reason:
        facts.append((_("Reason"), row.reason))
    return facts
