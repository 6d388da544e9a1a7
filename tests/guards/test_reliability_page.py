"""The page about faults shows every figure that was kept, as it was last, and names what was not run."""

import json
from pathlib import Path
from typing import Any

from tests.faults.report import page, rows_in


def figure(what: str, value: int, run: str, experiment: str = "Double posts", engine: str = "sqlite") -> dict[str, Any]:
    about = {"experiment": experiment, "engine": engine, "unit": "", "load": 1.0, "at": "2026-11-17T11:00:00+00:00"}
    return about | {"figure": what, "value": value, "must": "1", "reached": value == 1, "run": run}


def kept(folder: Path, *rows: dict[str, Any]) -> str:
    (folder / "sqlite.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return page(rows_in(folder))


def test_an_experiment_of_several_parts_shows_them_all(tmp_path):
    said = kept(tmp_path, figure("the first door", 1, "a"), figure("the second door", 1, "b"))

    assert "| the first door | 1 | 1 | yes |" in said
    assert "| the second door | 1 | 1 | yes |" in said


def test_a_figure_that_was_measured_again_counts_as_it_was_last(tmp_path):
    said = kept(tmp_path, figure("lost", 3, "a"), figure("lost", 1, "b"))

    assert "1 figures have a bound; 1 are reached, 0 missed." in said
    assert "| lost | 1 | 3 |" not in said


def test_what_did_not_run_is_named_by_engine_and_nothing_else_is(tmp_path):
    said = kept(tmp_path, figure("lost", 1, "a", "Kill -9 of the worker in mid-send"))
    left = [line for line in said.split("\n") if line.startswith("- ")]

    assert "- Kill -9 of the worker in mid-send (PostgreSQL)" in left
    assert "- Kill -9 of the worker in mid-send (SQLite)" not in left
    assert "- Soak (SQLite)" in left
    assert not any("A door that hashes" in line for line in left)
