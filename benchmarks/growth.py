"""What grows with the number of requests: runs at several sizes, one beside the other."""

from collections.abc import Mapping
from typing import Any

from .figures import SQL_TIME, sql_time, verdict

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
    return head + "\n".join(rows) + "\n\n" + _searches(sizes[-1], many)


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


def _compared(few: Mapping[str, Any], many: Mapping[str, Any]) -> Any:
    before = {(cost["engine"], cost["step"]): cost["cpu"] for cost in few["costs"]}
    for cost in many["costs"]:
        place = cost["engine"], cost["step"]
        if place in before:
            sql = [run["timings"][place[0]][place[1]][1] for run in (few, many)]
            yield place, (before[place], cost["cpu"]), sql


def _reached(pair: Any) -> bool:
    return pair[1] <= pair[0] * MUST or pair[1] - pair[0] < SEARCHED
