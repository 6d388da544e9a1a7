"""Units by their path, those that are there and those that would be made; and rings of managers."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from tenants.intake import NewUnit
from tenants.names import folded

from .cells import Problem
from .rules import Column

LONGEST_NAME = 100


class Units:
    """The units of an organisation by name; each name is there once. A path names a unit and all above it."""

    def __init__(self, units: Sequence[tuple[int, str, int]], make: bool) -> None:
        self.make = make
        self.names = {ref: name for ref, name, _within in units}
        self.within = {ref: within for ref, _name, within in units}
        self.refs = {folded(name): ref for ref, name, _within in units}
        self.made: list[NewUnit] = []
        self.found: dict[str, tuple[int, Problem | None]] = {}

    def find(self, path: str) -> tuple[int, Problem | None]:
        """Return how a unit is referred to, 0 with what is wrong."""
        if path not in self.found:
            self.found[path] = self._find(path)
        return self.found[path]

    def _find(self, path: str) -> tuple[int, Problem | None]:
        whole = self.refs.get(folded(path))
        if whole is not None:  # a name may hold a stroke
            return whole, None
        parts = [part for one in path.replace(">", "/").replace("\\", "/").split("/") if (part := one.strip())]
        if not parts or any(len(part) > LONGEST_NAME for part in parts):
            return 0, Problem(Column.UNIT, "not found", path)
        if len({folded(part) for part in parts}) < len(parts):
            return 0, Problem(Column.UNIT, "in itself", path)
        return self._walk(parts)

    def _walk(self, parts: list[str]) -> tuple[int, Problem | None]:
        unknown = next((part for part in parts if folded(part) not in self.refs), "")
        if unknown and not self.make:
            return 0, Problem(Column.UNIT, "not found", unknown)
        for above, part in pairwise(parts):
            ref = self.refs.get(folded(part))
            if ref is not None and self.within[ref] != self.refs.get(folded(above), 0):
                return 0, Problem(Column.UNIT, "lies elsewhere", part)
        ref = 0
        for part in parts:
            ref = self.refs.get(folded(part)) or self._make(part, ref)
        return ref, None

    def _make(self, name: str, within: int) -> int:
        ref = -len(self.made) - 1
        self.made.append(NewUnit(ref, name, within))
        self.refs[folded(name)], self.within[ref], self.names[ref] = ref, within, name
        return ref

    def needed(self, used: Collection[int]) -> list[NewUnit]:
        """Return the units to make for those that are used, each after the one it lies in."""
        wanted: set[int] = set()
        for ref in used:
            while ref < 0 and ref not in wanted:
                wanted.add(ref)
                ref = self.within[ref]
        return [one for one in self.made if one.ref in wanted]


def ring_of(above: Mapping[int, int]) -> set[int]:
    """Return everybody who, by who stands above whom, would stand above themselves."""
    settled: set[int] = {0}
    ring: set[int] = set()
    for start in above:
        path: list[int] = []
        one = start
        while one not in settled and one not in path:
            path.append(one)
            one = above.get(one, 0)
        if one in path:
            ring |= set(path[path.index(one) :])
        settled |= set(path)
    return ring
