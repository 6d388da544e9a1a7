"""The browser somebody signs in with, known by a cookie of its own, and the mail about one that is new."""

from typing import Any

from flask import after_this_request, g, request, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due, post
from portal.web.language import by_when
from tenants.database import write_transaction
from tenants.devices import (
    KEPT,
    any_old_devices,
    device_of_seed,
    devices_to_tell,
    forget_old_devices,
    link_token,
    note_device,
    take_to_tell,
)
from tenants.passwords import keyed_token, new_token
from tenants.recovery import place_of
from tenants.scope import enter

from .cookies import cookie_here, give_cookie
from .device_words import device_words

COOKIE = "device"
NEW_SIGN_IN = lazy_gettext("Somebody signed in with your account on a new device")


def note_browser(account_id: int) -> None:
    """Note with which browser an account opens a session. Inside the transaction that opens it."""
    token = _token()
    note_device(account_id, token, request.user_agent.string)
    g.device_token = token


def give_device() -> None:
    """Let the browser remember that it is known, for as long as browsers keep anything."""
    token = g.pop("device_token", "")
    if token:
        after_this_request(lambda response: _remembering(response, token))


def _remembering(response: Any, token: str) -> Any:
    give_cookie(response, COOKIE, token, KEPT)
    return response


def _token() -> str:
    """Return the token of this browser. A new one follows from the page it signs in on: the same for a second press."""
    known = cookie_here(COOKIE)
    if 20 <= len(known) <= 100 and known.isascii() and known.isprintable():
        return known
    seed = session.get("csrf_token", "")
    return keyed_token("browser", seed) if seed else new_token()


def register() -> None:
    """Know how to word the mail about a new device."""
    told_by("device")(_letter)


def tell_devices() -> int:
    """Write the mail about each new device; return how many. Who is in no organisation any more gets none."""
    count = 0
    for device_id in devices_to_tell():
        with write_transaction():
            taken = take_to_tell(device_id)
            place = place_of(taken[0]) if taken else None
            if taken and place:
                post("device", place.organisation_id, place.person_id, seed=taken[1])
            count += place is not None
        enter(None)
    return count


def sweep_devices() -> None:
    """Forget browsers that were not used for more than a year."""
    if any_old_devices():
        with write_transaction():
            forget_old_devices()


DUTIES = (tell_devices, sweep_devices)


def _letter(due: Due, recipient: Recipient) -> Letter | None:
    """Tell of it; None when somebody said already that it was not them, or the mail comes too late to help."""
    device = device_of_seed(due.seed)
    if device is None:
        return None
    link = Link(_("This was not me"), f"{base_url()}/not-me/{link_token(device.seed)}", public=True)
    parts = [
        Part(_("Was this you? Then you need not do anything.")),
        Part(
            _("Was this not you? Then sign out everywhere, and choose a new password. The link works for 7 days."),
            links=(link,),
        ),
    ]
    facts = [
        (_("When"), by_when(device.at)),
        (_("Device"), device_words(device.user_agent)),
        (_("Your e-mail address"), recipient.email),
    ]
    foot = [_("Why do I get this e-mail? Because this browser did not sign in with your account before.")]
    return rendered(News(str(NEW_SIGN_IN), parts, facts, foot), recipient)
