"""What experiments share: an empty folder for files, and a PostgreSQL that keeps what it acknowledged."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.engines import Postgresql, Sqlite
from tests.faults.figures import Figures


@pytest.fixture(scope="session", autouse=True)
def durable(engine: Sqlite | Postgresql) -> None:
    """Other tests do without, for speed; who kills a server must not."""
    engine.keep_promises()


@pytest.fixture(autouse=True)
def empty_folder(app: Flask) -> Iterator[Path]:
    """The folder of files, empty before and after: tests of others keep theirs."""
    folder = Path(app.config["FILES_FOLDER"])
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """The figures of an experiment, which is named by the docstring of its test; each must be reached."""
    kept = Figures(str(request.function.__doc__))  # type: ignore[attr-defined]
    yield kept
    kept.hold()
