"""Back at a draft that was sent: its writer is led to the request it became."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _

from tenants.errors import NotFound

from .once import sent_before

View = TypeVar("View", bound=Callable[..., Any])


def leads_on(view: View) -> View:
    """Mark a page of a draft (named in its path, or as `?draft=`) that leads on once the draft was sent."""

    @wraps(view)
    def led(**arguments: Any) -> Any:
        try:
            return view(**arguments)
        except NotFound:
            public = arguments.get("draft") or request.args.get("draft", "")
            if not public or (number := sent_before(g.member, public)) is None:
                raise
            return lead_to(number)

    return led  # type: ignore[return-value]


def lead_to(number: int) -> Any:
    """Lead to the request that a draft became, and say so."""
    flash(_("You already sent this draft. This is the request it became."), "info")
    return redirect(url_for("tickets.show", number=number), 303)
