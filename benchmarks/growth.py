"""What grows with the number of requests: runs at several sizes, one beside the other."""

from collections.abc import Mapping
from typing import Any

MUST = 1.3
"""A step may cost so many times as much with the most requests as with the fewest."""

SEARCHED = 0.3  # milliseconds below which a difference is noise
Runs = Mapping[int, Mapping[str, Any]]
"""Number of requests -> what was measured with them, as `results.json` keeps it."""


def growth(runs: Runs) -> str:
    """Return the section of the page that compares the smallest size with the largest; "" for one size alone."""
    sizes = sorted(runs)
    if len(sizes) < 2:
        return ""
    few, many = runs[sizes[0]], runs[sizes[-1]]
    rows = [
        f"| {engine} | {step} | {cpu[0]:.2f} | {cpu[1]:.2f} | {cpu[1] / cpu[0]:.2f} | {sql[0]:.2f} | {sql[1]:.2f} | "
        f"{'reached' if _reached(cpu) and _reached(sql) else 'missed'} |"
        for (engine, step), cpu, sql in _compared(few, many)
    ]
    head = (
        f"## From {sizes[0]:,} to {sizes[-1]:,} requests\n\nMeasured on {few['when']} and {many['when']}; a step may "
        f"cost {MUST} times as much at most.\n\n| engine | step | CPU ms | at most requests | ratio | SQL ms | at most "
        "requests | |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "\n".join(rows)


def _compared(few: Mapping[str, Any], many: Mapping[str, Any]) -> Any:
    before = {(cost["engine"], cost["step"]): cost["cpu"] for cost in few["costs"]}
    for cost in many["costs"]:
        place = cost["engine"], cost["step"]
        if place in before:
            sql = [run["timings"][place[0]][place[1]][1] for run in (few, many)]
            yield place, (before[place], cost["cpu"]), sql


def _reached(pair: Any) -> bool:
    return pair[1] <= pair[0] * MUST or pair[1] - pair[0] < SEARCHED
