"""How often one address may try something, counted before anything costly happens."""

from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from portal.settings import Misconfigured

from . import redis_store

limiter = Limiter(get_remote_address, strategy="moving-window")

FROM_ONE_PLACE = "60/minute;2000/hour"
"""How many steps of signing in come from one network address: a whole office may stand behind it, at nine o'clock."""

PASSWORDS = "120/minute"
"""How many passwords are looked at, of everybody together: a hash costs some 0.3 seconds, and pages go first."""


def everybody() -> str:
    """Return the one name under which all web requests are counted together."""
    return "everybody"


def init(app: Flask) -> None:
    """Count in Redis for all machines together; each process for itself without one, and while it is gone.

    Failed sign-ins of an account are counted in the database, whatever becomes of Redis.
    """
    if app.config["REDIS_URL"]:
        try:
            app.config["RATELIMIT_STORAGE_OPTIONS"] = redis_store.options()
        except ImportError as fault:
            raise Misconfigured("BALIE_REDIS_URL is set: install balie[redis]") from fault
        app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    # Only routes have limits, and look for themselves: what would look at every page for the limits of all is left out.
    asked_of_all: Any = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    there = [list(functions[None]) for functions in asked_of_all]
    limiter.init_app(app)
    for functions, before in zip(asked_of_all, there, strict=True):
        functions[None] = before
