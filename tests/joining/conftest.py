"""Somebody who asks to join."""

import pytest

from tests.joining.asks import asks_and_confirms, waiting


@pytest.fixture
def sanne(nobody, henk, post_office) -> str:
    """Somebody who asks to join De Linde; the address of her page."""
    asks_and_confirms(nobody, post_office)
    return waiting(henk)["Sanne Vermeer"]
