"""The figures that Balie must reach, as a table; and what a measured value says about each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `must` is the bound, `aim` what it is built for; smaller is better. `unit` is "" for a ratio."""

    name: str
    unit: str
    must: float
    aim: float


READS = ("start", "list", "filter", "deep page", "request page")
WRITES = ("file", "reply")
SEARCHES = ("search, rare word", "search, common word", "search, absent word")
DESK = ("desk inbox", "desk, all requests", "desk request page")
DESK_SEARCHES = ("desk search, rare word", "desk search, common word", "desk search, absent word")
READING = (*READS, *SEARCHES, *DESK, *DESK_SEARCHES, "sign-in page")
STEPS = (*READING, *WRITES)
"""What is measured, in the order of the tables; what writes comes last, so that what is read stays as it was made."""

STATEMENTS = {
    "list": (4, 3),
    "request page": (7, 6),
    "start": (7, 5),
    **dict.fromkeys(SEARCHES, (5, 4)),
    "file": (14, 11),
    "reply": (10, 8),
    "sign-in page": (0, 0),
}
BYTES = {"list": (24, 16), "request page": (32, 24)}
SQL_TIME = {**dict.fromkeys(SEARCHES, (15, 3)), **dict.fromkeys(DESK_SEARCHES, (80, 40))}
"""Milliseconds within one organisation, and at the desk over all of them; whatever the number of requests."""

IMPORT = "10,000 people from a file: read, planned and carried out"


def sql_time(step: str) -> str:
    """Return the name of the figure for the time a step spends in the database."""
    return f"{step}: SQL time"


def _figures() -> tuple[Figure, ...]:
    return (
        *(Figure(f"{step}: CPU, ratio to the bare page", "", 2.0, 1.4) for step in READS),
        *(Figure(f"{step}: median, ratio to the bare page", "", 2.0, 1.4) for step in READS),
        *(Figure(f"{step}: CPU on SQLite, ratio to the bare page on PostgreSQL", "", 1.3, 1.0) for step in READS),
        *(Figure(f"{step}: CPU, ratio to the bare page", "", 2.5, 1.6) for step in WRITES),
        *(Figure(f"{step}: statements", "statements", must, aim) for step, (must, aim) in STATEMENTS.items()),
        *(Figure(sql_time(step), "ms", must, aim) for step, (must, aim) in SQL_TIME.items()),
        *(Figure(f"{step}: HTML", "KB", must, aim) for step, (must, aim) in BYTES.items()),
        Figure("8 writers at once on SQLite: 99th percentile", "ms", 100, 50),
        Figure("8 writers at once on SQLite: longest", "ms", 500, 200),
        Figure(IMPORT, "s", 10, 5),
        Figure("memory of a warm worker", "MiB", 110, 85),
        Figure("row-level security: SQL time of the list, ratio to none", "", 1.10, 1.05),
    )


FIGURES = {figure.name: figure for figure in _figures()}


def verdict(name: str, value: float) -> str:
    """Say `aim`, `must` or `missed` for a measured value; "" for what has no figure."""
    figure = FIGURES.get(name)
    if figure is None:
        return ""
    return "aim" if value <= figure.aim else "must" if value <= figure.must else "missed"
