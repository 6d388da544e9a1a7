"""How units stand below each other. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Part(Protocol):
    """A unit as the tree needs it."""

    id: int
    parent_id: int | None
    name: str
    handle: str


@dataclass(slots=True)
class Branch:
    """A unit with those that lie in it, by name; `depth` counts from the organisation, 0 lies in it directly."""

    unit: Part
    depth: int = 0
    inside: list["Branch"] = field(default_factory=list)


def tree_of(units: Iterable[Part]) -> list[Branch]:
    """Return the units that lie in the organisation directly, each with all below it."""
    known: Mapping[int, Branch] = {unit.id: Branch(unit) for unit in sorted(units, key=lambda unit: unit.name.lower())}
    top: list[Branch] = []
    for branch in known.values():
        above = known.get(branch.unit.parent_id or 0)
        (above.inside if above else top).append(branch)
    _deepen(top, 0)
    return top


def _deepen(branches: list[Branch], depth: int) -> None:
    for branch in branches:
        branch.depth = depth
        _deepen(branch.inside, depth + 1)


def flat(branches: Iterable[Branch]) -> list[Branch]:
    """Return every branch, each before those inside it."""
    return [one for branch in branches for one in (branch, *flat(branch.inside))]
