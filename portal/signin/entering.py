"""Open a session for who proved who they are, and give it to their browser in a new cookie."""

from flask import request, session
from flask_login import login_user

from tenants.sessions import Proof, open_session

from .devices import give_device, note_browser


def opened(account_id: int, proof: Proof = Proof.PASSWORD) -> str:
    """Open a session, inside the write transaction of what proved the account; return its name for `enter`."""
    note_browser(account_id)
    return f"{account_id}.{open_session(account_id, request.user_agent.string, proof)}"


def enter(name: str) -> None:
    """Give the browser the session of this name. Nothing of before goes on, but language and theme.

    When it was this account's before, its token goes on too: what somebody is typing in another tab can still be sent.
    """
    same = str(session.get("_user_id", "")).partition(".")[0] == name.partition(".")[0]
    kept = {one: session[one] for one in ("language", "theme", *(("csrf_token",) if same else ())) if one in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    login_user(_Arrival(name))
    give_device()


def renew(name: str) -> None:
    """Give the browser another name for its session; what else it holds goes on, so that open pages work."""
    session["_user_id"] = name


class _Arrival:
    """Who just proved themselves, as Flask-Login wants to know them."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, name: str) -> None:
        self.name = name

    def get_id(self) -> str:
        return self.name
