"""Rules that read the web request they are used in."""

from flask import request

__all__ = ["request"]
