"""What the pages of an import show: a plan row by row, with what changes from what to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from portal.people.wording import rights_words, roles_words
from portal.tickets.wording import Pill
from tenants.everybody import Listed
from tenants.intake import Turn, Wanted
from tenants.persons import PersonKind
from tenants.taking_back import Why

from .planning import Fate, Plan, Row, as_they_are
from .queries import names_of
from .rules import Column
from .wording import column_words, fate_words, sentences, staying_words

PAGE = 50
TONES = {
    Fate.ERROR: ("bad", "circle-alert"),
    Fate.NEW: ("new", "plus"),
    Fate.CHANGED: ("prog", "pencil-ruler"),
    Fate.SAME: ("done", "check"),
    Fate.MISSING: ("plan", "users"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the preview; `changes` are (what, old, new), `wrong` are sentences."""

    number: int
    name: str
    label: Pill
    changes: list[tuple[str, str, str]]
    wrong: list[str]


def label(fate: Fate) -> Pill:
    """Return a fate as a label."""
    return Pill(*TONES[fate], fate_words(fate))


def tabs(plan: Plan, code: str, chosen: Fate) -> list[tuple[str, int, str, bool]]:
    """Return (words, how many, address, whether it is this one) of each fate that somebody has."""
    counts = plan.counts
    return [
        (fate_words(fate), counts[str(fate)], url_for(".show", code=code, show=str(fate)), fate is chosen)
        for fate in Fate
        if counts[str(fate)]
    ]


def page_of(plan: Plan, fate: Fate, start: int) -> tuple[list[Shown], bool]:
    """Return the lines of one fate from a place on, and whether there are more."""
    names = _Names(plan)
    if fate is Fate.MISSING:
        some = plan.missing[start : start + PAGE]
        return [_missing(one, plan.choices.end_missing) for one in some], len(plan.missing) > start + PAGE
    rows = [row for row in plan.rows if row.fate is fate]
    return [_shown(row, names) for row in rows[start : start + PAGE]], len(rows) > start + PAGE


def first_fate(plan: Plan) -> Fate:
    """Return the fate that is shown first: what is wrong, then what is new, then what changes."""
    counts = plan.counts
    return next((fate for fate in Fate if counts[str(fate)]), Fate.SAME)


class _Names:
    """What units and people are called that rows refer to."""

    def __init__(self, plan: Plan) -> None:
        self.people: Mapping[int, str] = {one.id: one.name for one in plan.directory} | {
            row.ref: row.wanted.name for row in plan.rows if row.wanted and row.was is None
        }
        self.units: Mapping[int, str] = plan.unit_names


def _shown(row: Row, names: _Names) -> Shown:
    name = row.wanted.name if row.wanted else row.given.name or (row.was.name if row.was else "")
    changes = _changes(row.was, row.wanted, names) if row.wanted and row.fate is not Fate.SAME else []
    if row.waits:
        changes.append((_("Roles"), "", _("only with an account: invite them")))
    return Shown(row.number, name or row.given.number or row.given.email, label(row.fate), changes, sentences(row))


def _missing(one: Listed, ends: bool) -> Shown:
    becomes = _("no longer here") if not one.membership_id else _("deactivated") if one.joined else _("withdrawn")
    changes = [(_("Account") if one.membership_id else _("State"), _("here"), becomes)] if ends else []
    return Shown(0, one.name, label(Fate.MISSING), changes, [])


def _changes(was: Listed | None, wanted: Wanted, names: _Names) -> list[tuple[str, str, str]]:
    before = _said(as_they_are(was), names) if was else {}
    after = _said(wanted, names)
    changes = [(words, before.get(words, ""), text) for words, text in after.items() if text != before.get(words, "")]
    return changes + _account(was, wanted)


def _said(one: Wanted, names: _Names) -> dict[str, str]:
    return {
        column_words(Column.NAME): one.name,
        column_words(Column.EMAIL): one.email,
        column_words(Column.NUMBER): one.number,
        column_words(Column.UNIT): names.units.get(one.unit, ""),
        column_words(Column.MANAGER): names.people.get(one.manager, ""),
        column_words(Column.KIND): _("A client") if one.kind == PersonKind.CLIENT else _("A colleague"),
        column_words(Column.ROLES): roles_words(one.roles) if one.roles else "",
        column_words(Column.RIGHTS): rights_words(one.rights),
    }


def _account(was: Listed | None, wanted: Wanted) -> list[tuple[str, str, str]]:
    changes = []
    if was is not None and was.active is not wanted.active:
        changes.append((_("State"), _("no longer here"), _("here again")))
    if wanted.turn is Turn.INVITE:
        changes.append((_("Account"), "", _("invited by e-mail")))
    if wanted.turn is Turn.LET_IN:
        changes.append((_("Account"), _("deactivated"), _("can sign in again")))
    return changes


NAMED = 30
"""So many are named of those who stay; of the rest the number."""


def who_stays(people: Mapping[str, Sequence[int]]) -> list[tuple[str, str, list[str], int]]:
    """Return (why, words, names, how many besides) of who an undo leaves; the values of `people` are their ids."""
    names = names_of([one for some in people.values() for one in some[:NAMED]])
    return [
        (why, staying_words(why), sorted(names[one] for one in some[:NAMED] if one in names), max(0, len(some) - NAMED))
        for why, some in ((str(one), people.get(one, ())) for one in Why)
        if some
    ]
