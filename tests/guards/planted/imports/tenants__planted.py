"""The kernel asks a feature."""

from portal.web import text

__all__ = ["text"]
