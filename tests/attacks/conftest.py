"""The houses of the walk, for attacks on every form and every address there is."""

from tests.isolation.conftest import built, walled

__all__ = ["built", "walled"]
