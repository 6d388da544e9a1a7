"""What experiments share: databases that keep what they acknowledged, and figures."""

from collections.abc import Iterator

import pytest

from tests.engines import Postgresql, Sqlite
from tests.faults.figures import Figures


@pytest.fixture(scope="session", autouse=True)
def durable(engine: Sqlite | Postgresql) -> None:
    """Other tests do without, for speed; who kills a server must not."""
    engine.keep_promises()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """The figures of an experiment, which is named by the docstring of its test; each must be reached."""
    kept = Figures(str(request.function.__doc__))  # type: ignore[attr-defined]
    yield kept
    kept.hold()
