"""One process that has loaded the app, from which the web servers of all races are forked."""

from collections.abc import Iterator

import pytest

from tests.races.forked import loaded


@pytest.fixture(scope="session", autouse=True)
def forking() -> Iterator[None]:
    yield
    loaded.goes()
