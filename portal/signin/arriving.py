"""From a proof to an open session: everybody who proved whose account it is goes on through here.

`proved` stands inside the write transaction of the proof and decides whether that is enough; `go_on` answers the
browser after it. Who has a second factor shows it on `/signin/code` first, unless this browser is remembered.
"""

from dataclasses import dataclass

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.web.views import own_path
from tenants.factors import has_second_factor
from tenants.halfway import wait_for_second
from tenants.remembered import LASTS, cookie_of, is_remembered, remember
from tenants.sessions import Proof

from .attempts import note_attempt
from .cookies import cookie_here, give_cookie
from .entering import enter, opened

ENOUGH = frozenset({Proof.PROVIDER, Proof.PASSKEY})
"""Proofs that need no second one: a provider asks what it wants, a passkey of ours asked who holds it."""

HALF_WAY, WANTED = "half_way", "wanted"
"""What the cookie of a browser holds between the proofs: a token, and the page to go to."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a proof led to: the name of the session that opened, or the token of who has to show a second proof.

    `cookie` is (name, value) by which this browser is remembered from now on.
    """

    session: str = ""
    half_way: str = ""
    cookie: tuple[str, str] | None = None


def proved(account_id: int, proof: Proof) -> Arrival:
    """Open a session for who proved an account, or ask for a second proof; in the write transaction of the first."""
    if proof not in ENOUGH and has_second_factor(account_id) and not _remembered_here(account_id):
        return Arrival(half_way=wait_for_second(account_id, proof))
    return let_in(account_id, proof)


def let_in(account_id: int, proof: Proof, remembering: bool = False) -> Arrival:
    """Open a session for who showed all there is to show, and perhaps remember this browser."""
    note_attempt(account_id, True, request.remote_addr or "", how=str(proof))
    cookie = None
    if remembering:
        cookie = (cookie_of(account_id), remember(account_id, request.user_agent.string))
    return Arrival(session=opened(account_id, proof), cookie=cookie)


def go_on(arrival: Arrival, wanted: str | None = "/", status: int = 302) -> Response:
    """Give the browser what the proof led to, and lead to the page somebody wanted."""
    if arrival.half_way:
        session[HALF_WAY], session[WANTED] = arrival.half_way, own_path(wanted)
        return redirect(url_for("code.show"), status)
    enter(arrival.session)
    response = redirect(own_path(wanted), status)
    if arrival.cookie:
        give_cookie(response, *arrival.cookie, LASTS)
    return response


def _remembered_here(account_id: int) -> bool:
    return is_remembered(account_id, cookie_here(cookie_of(account_id)))
