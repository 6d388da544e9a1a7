"""What happened, told without the numbers of this database: each row by the key it has in every installation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .kinds import KINDS

Lookup = Mapping[str, Mapping[Any, Any]]
"""For each kind of record what one of its names leads to: keys by id on the way out, ids by key on the way in."""

REFERS: Mapping[str, str] = {
    "department": "department",
    "entry": "entry",
    "keeper": "membership",
    "owner": "account",
    "person": "person",
    "rating": "rating",
    "successor": "membership",
    "whom": "person",
}
"""What the details of a happening lead to, by their name."""

REFERS_IN: Mapping[tuple[str, str], str] = {
    ("draft.handed_over", "to"): "account",
    ("ticket.assigned", "to"): "account",
    ("ticket.handed_over", "to"): "person",
    ("ticket.handed_over", "was"): "person",
    ("ticket.watch_handed_over", "to"): "person",
    ("ticket.watch_handed_over", "was"): "person",
}
"""Those whose name means something else elsewhere."""

WORDS = frozenset(
    "active authorisations changed check code count done domain employees_report employees_see ended error files "
    "form kept language makes_accounts managers_see named network new number organisations people place reason "
    "removed requests restored role roles rows same sees size state task unchanged until verdict version was to "
    "why with_notes".split()
)
"""Details that are counts and words: they mean the same everywhere."""

LEAVING, ARRIVED = "organisation.taken out", "organisation.brought in"
ASKED = "organisation.copy asked"
FETCHED = "organisation.copy fetched"
OUTSIDE_DIGEST = frozenset({LEAVING, ARRIVED, ASKED, FETCHED})
"""What is told of leaving and arriving itself: no part of what has to be the same on both sides."""


def leads_to(action: str, name: str) -> str:
    """Return the kind of record that a detail names; "" for a count or a word."""
    return REFERS_IN.get((action, name)) or REFERS.get(name, "")


def named_in(lines: Iterable[Mapping[str, Any]], about: str) -> dict[str, set[Any]]:
    """Collect what lines name, by kind: `about` is where they say what row they are about."""
    found: dict[str, set[Any]] = {}
    for line in lines:
        for kind, value in _names(line, about):
            found.setdefault(kind, set()).add(value)
    return found


def _names(line: Mapping[str, Any], about: str) -> Iterator[tuple[str, Any]]:
    if line["subject"] in KINDS and line[about] is not None:
        yield line["subject"], line[about]
    for name, value in line["detail"].items():
        if (kind := leads_to(line["action"], name)) and value is not None:
            yield kind, value


def told_by(lines: Sequence[dict[str, Any]], about: str, as_: str, known: Lookup, gone: Any) -> list[dict[str, Any]]:
    """Return lines with each name replaced by what it leads to, `gone` for a row that is not there."""
    return [
        {name: value for name, value in line.items() if name != about}
        | {
            as_: known.get(line["subject"], {}).get(line[about], gone),
            "detail": _told(line["action"], line["detail"], known),
        }
        for line in lines
    ]


def _told(action: str, detail: Mapping[str, Any], known: Lookup) -> dict[str, Any]:
    told = {}
    for name, value in detail.items():
        if kind := leads_to(action, name):
            told[name] = known.get(kind, {}).get(value)
        elif name in WORDS or not isinstance(value, int) or isinstance(value, bool):
            told[name] = value  # a number that nobody vouched for stays behind
    return told
