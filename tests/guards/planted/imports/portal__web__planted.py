"""A page part that knows a feature above it, which knows the page parts: upwards, and in a circle."""

from portal.tickets import models

__all__ = ["models"]
