"""From a proof to an open session: everybody who proved whose account it is goes on through here.

`proved` stands inside the write transaction of the proof and decides whether that is enough; `go_on` answers the
browser after it.
"""

from dataclasses import dataclass

from flask import redirect, request
from werkzeug.wrappers import Response

from portal.web.views import own_path
from tenants.terms import Term

from .attempts import note_attempt
from .entering import enter, opened


class Proof(Term):
    """By what somebody showed whose account it is."""

    PASSWORD = "password"  # noqa: S105 - the word, not one of them
    LINK = "link"  # from a mail, without a password
    PROVIDER = "provider"  # their organisation's own sign-in, which asks for as much as it wants


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a proof led to: the name of the session that opened."""

    session: str


def proved(account_id: int, _proof: Proof) -> Arrival:
    """Open a session for who proved an account. Stands inside the write transaction of the proof."""
    note_attempt(account_id, True, request.remote_addr or "")
    return Arrival(opened(account_id))


def go_on(arrival: Arrival, wanted: str | None = "/", status: int = 302) -> Response:
    """Give the browser what the proof led to, and lead to the page somebody wanted."""
    enter(arrival.session)
    return redirect(own_path(wanted), status)
