"""What grows with the number of requests: runs at several sizes, one beside the other."""

from collections.abc import Mapping, Sequence
from typing import Any

from .figures import SQL_TIME, sql_time, verdict

MUST = 1.3
"""A step may cost so many times as much with the most requests as with the fewest."""

NOISE = 0.3  # milliseconds below which a difference is noise
Runs = Mapping[int, Mapping[str, Any]]
"""Number of requests -> what was measured with them, as `results.json` keeps it."""


def growth(runs: Runs) -> str:
    """Return the section of the page that sets all sizes beside each other; "" for one size alone.

    The ratio is that of the largest to the smallest.
    """
    sizes = sorted(runs)
    if len(sizes) < 2:
        return ""
    rows = [
        f"| {engine} | {step} | {_side_by_side(cpu)} | {cpu[-1] / cpu[0]:.2f} | {_side_by_side(sql)} | "
        f"{'reached' if _reached(cpu) and _reached(sql) else 'missed'} |"
        for (engine, step), cpu, sql in _compared([runs[size] for size in sizes])
    ]
    columns = [f"{what} ms at {size:,}" for what in ("CPU", "SQL") for size in sizes]
    columns.insert(len(sizes), "ratio")
    days = sorted({str(runs[size]["when"]) for size in sizes})
    head = (
        f"## From {sizes[0]:,} to {sizes[-1]:,} requests\n\nMeasured on {' and '.join(days)}; a step may cost {MUST} "
        f"times as much at most.\n\n| engine | step | {' | '.join(columns)} | |\n"
        f"|{' --- |' * (len(columns) + 3)}\n"
    )
    return head + "\n".join(rows) + "\n\n" + _searches(sizes[-1], runs[sizes[-1]])


def _side_by_side(costs: Sequence[float]) -> str:
    return " | ".join(f"{cost:.2f}" for cost in costs)


def _searches(size: int, run: Mapping[str, Any]) -> str:
    """Return what a search spends in the database among the most requests, held to its own bound."""
    rows = [
        f"| {engine} | {step} | {told[step][1]:.2f} ms | {must} | {aim} | {verdict(sql_time(step), told[step][1])} |"
        for engine, told in run["timings"].items()
        for step, (must, aim) in SQL_TIME.items()
        if step in told
    ]
    head = (
        f"## Searches among {size:,} requests\n\nWithin an organisation, and at the desk over all of them.\n\n"
        "| engine | step | SQL time | must | aim | reached |\n| --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "\n".join(rows)


def _compared(runs: Sequence[Mapping[str, Any]]) -> Any:
    """Yield each step that was taken at every size, with its processor time and its time in the database at each."""
    spent = [{(cost["engine"], cost["step"]): cost["cpu"] for cost in run["costs"]} for run in runs]
    for engine, step in spent[-1]:
        if all((engine, step) in one for one in spent):
            cpu = [one[engine, step] for one in spent]
            yield (engine, step), cpu, [run["timings"][engine][step][1] for run in runs]


def _reached(costs: Sequence[float]) -> bool:
    return costs[-1] <= costs[0] * MUST or costs[-1] - costs[0] < NOISE
