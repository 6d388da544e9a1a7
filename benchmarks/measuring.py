"""Rounds of small batches, all servers in turn, so that the machine's moods fall on each of them alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from .servers import Server
from .steps import Step

WARM = 12
"""Pages before anything counts: psycopg and PostgreSQL settle on how to run a statement after ten times."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One server with the steps that are taken at it. `name` is its engine, its app, its server."""

    name: tuple[str, str, str]
    server: Server
    steps: Mapping[str, Step]


@dataclass(slots=True)
class Taken:
    """What a step cost, by round: CPU milliseconds of the worker a page, and the median wall milliseconds."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def spread(self) -> float:
        """Return how far rounds lie apart, from the quarter to the three quarters, as a part of the median."""
        ordered = sorted(self.cpu)
        quarter = len(ordered) // 4
        return (ordered[-1 - quarter] - ordered[quarter]) / median(ordered)


Measured = dict[tuple[tuple[str, str, str], str], Taken]
"""Lane and step -> what it cost."""


def measure(lanes: Sequence[Lane], steps: Iterable[str], rounds: int, pages: int) -> Measured:
    """Take each step at each lane, `pages` times a round."""
    taken: Measured = defaultdict(Taken)
    named = list(steps)
    for lane in lanes:
        for step in named:
            for _ in range(WARM):
                _checked(lane, step)
    for turn in range(rounds):
        for step in named:
            for lane in lanes if turn % 2 else reversed(lanes):
                _batch(taken[lane.name, step], lane, step, pages)
    return taken


def _batch(taken: Taken, lane: Lane, step: str, pages: int) -> None:
    walls = []
    act, before = lane.steps[step], lane.server.cpu_ms()
    for _ in range(pages):
        begin = perf_counter()
        answer = act()
        walls.append((perf_counter() - begin) * 1000)
    taken.cpu.append((lane.server.cpu_ms() - before) / pages)
    taken.wall.append(median(walls))
    taken.size = len(answer.body)


def _checked(lane: Lane, step: str) -> None:
    answer = lane.steps[step]()
    if answer.status not in (200, 303):
        raise RuntimeError(f"{step} at {' '.join(lane.name)} answered {answer.status}")


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """Return the median over the rounds of one cost against another of the same round."""
    return median(one / other for one, other in zip(above, below, strict=True))


def timings(steps: Mapping[str, Step], named: Iterable[str], pages: int) -> dict[str, tuple[int, float]]:
    """Return for each step the statements of a page and its milliseconds in the database, both as medians."""
    told = {}
    for step in named:
        seen = [steps[step]().timing for _ in range(pages + WARM)][WARM:]
        told[step] = (int(median(one[0] for one in seen)), median(one[1] for one in seen))
    return told
