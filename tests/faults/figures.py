"""What an experiment measured: printed, checked against what must be, and kept for docs/reliability.md."""

import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.engines import ENGINE

KEPT_IN = os.environ.get("FAULT_FIGURES", "")
"""Folder for the figures, one JSON object a line; empty: they are printed only."""


class Figures:
    """The figures of one experiment. `exactly` and `at_most` note a miss; `hold` fails on them."""

    def __init__(self, experiment: str) -> None:
        self.experiment = experiment
        self.missed: list[str] = []
        self.run = secrets.token_hex(4)
        print(f"\n{experiment} ({ENGINE})")

    def tell(self, what: str, value: Any, unit: str = "") -> None:
        """Keep a figure that has no bound: how much was done, and how."""
        self._keep(what, value, unit, "", None)

    def exactly(self, what: str, value: Any, must: Any, unit: str = "") -> None:
        """Keep a figure that must be this."""
        self._keep(what, value, unit, str(must), value == must)

    def at_most(self, what: str, value: float, must: float, unit: str = "") -> None:
        """Keep a figure that may not be higher."""
        self._keep(what, round(value, 3), unit, f"<= {must}", value <= must)

    def at_least(self, what: str, value: float, must: float, unit: str = "") -> None:
        """Keep a figure that may not be lower."""
        self._keep(what, round(value, 3), unit, f">= {must}", value >= must)

    def hold(self) -> None:
        """Fail when something was missed."""
        assert self.missed == []

    def _keep(self, what: str, value: Any, unit: str, must: str, reached: bool | None) -> None:
        verdict = {None: "", True: "reached", False: "MISSED"}[reached]
        print(f"  {what}: {value} {unit}{f'  (must be {must}: {verdict})' if must else ''}")
        if reached is False:
            self.missed.append(f"{what}: {value} {unit}, must be {must}")
        if KEPT_IN:
            row = {
                "experiment": self.experiment,
                "engine": ENGINE,
                "figure": what,
                "value": value,
                "unit": unit,
                "must": must,
                "reached": reached,
                "run": self.run,
                "load": os.getloadavg()[0],
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            Path(KEPT_IN).mkdir(parents=True, exist_ok=True)
            with (Path(KEPT_IN) / f"{ENGINE}.jsonl").open("a") as file:
                file.write(json.dumps(row) + "\n")


def share(times: list[float], percent: float) -> float:
    """Return the time within which so many percent of all lie."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def median(times: list[float]) -> float:
    """Return the middle of all times."""
    return share(times, 50)
