"""Features import downwards, rules are plain Python, `tenants` knows nothing of the portal: as pyproject.toml says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.guards.conftest import PLANTED, ROOT

LINTER = Path(sys.executable).parent / "lint-imports"


def broken_contracts(root: Path) -> list[str]:
    """Return each contract of pyproject.toml that the packages under `root` break."""
    run = subprocess.run(
        [str(LINTER), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    broken = re.findall(r"^(.+?) BROKEN$", run.stdout, re.M)
    assert broken or "0 broken" in run.stdout, run.stdout + run.stderr
    return broken


def test_every_import_follows_the_order():
    assert broken_contracts(ROOT) == []


def test_planted_imports_against_the_order_are_found(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("portal", "tenants"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.pyc", "static"))
    for planted in (PLANTED / "imports").glob("*.py"):
        *folders, name = planted.stem.split("__")
        shutil.copy(planted, tmp_path.joinpath(*folders, f"{name}.py"))

    assert broken_contracts(tmp_path) == [
        "Tenants know nothing of the portal",
        "Features import downwards",
        "Rules and policy are plain Python",
        "No module imports in circles",
    ]
