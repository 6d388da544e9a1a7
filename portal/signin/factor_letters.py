"""How the mail reads that tells somebody what happened to the second factor of their account."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due, post
from portal.web.language import by_when
from tenants.context import in_force
from tenants.database import db
from tenants.models import Membership
from tenants.passwords import new_handle
from tenants.scope import Scope, inside

_: Any = lazy_gettext

HAPPENED: Mapping[str, tuple[Any, Any]] = {
    "app": (
        _("An app for codes was added to your account"),
        _("From now on you need a code of that app to sign in, besides your password."),
    ),
    "passkey": (
        _("A passkey was added to your account"),
        _("From now on you can sign in with it, without your password."),
    ),
    "removed": (
        _("A second step was removed from your account"),
        _("An app for codes or a passkey does not count any more when you sign in."),
    ),
    "codes": (
        _("There are new recovery codes for your account"),
        _("The recovery codes you had before do not work any more."),
    ),
    "recovery code": (
        _("Somebody signed in with a recovery code"),
        _("A recovery code of your account was used to sign in. It does not work any more."),
    ),
    "reset": (
        _("The second step of your account was taken away"),
        _("An admin did this, because you could not sign in. You sign in with your password; set it up again."),
    ),
    "copied": (
        _("A passkey of your account was refused"),
        _("It looks as if there is a copy of it. Remove that passkey and make a new one."),
    ),
}
"""Subject and first sentence of each."""


def register() -> None:
    """Know how to word it."""
    told_by("second factor")(_letter)


def tell_owner(account_id: int, what: str) -> None:
    """Write the mail about one of `HAPPENED`, through the organisation by which an account gets its mail."""
    with inside(Scope(account_id=account_id)):
        mine = select(Membership.organisation_id, Membership.person_id)
        mine = mine.where(Membership.account_id == account_id, *in_force(Membership)).order_by(Membership.id).limit(1)
        place = db.session.execute(mine).first()
    if place is not None:
        post("second factor", place.organisation_id, place.person_id, seed=f"{what}:{new_handle()}")


def _letter(due: Due, recipient: Recipient) -> Letter | None:
    what = due.seed.partition(":")[0]
    if what not in HAPPENED:
        return None
    subject, words = HAPPENED[what]
    link = Link(gettext("View your security"), f"{base_url()}/account/security/second-step")
    parts = [
        Part(str(words), links=(link,)),
        Part(gettext("Was this not you? Choose another password at once, and tell your admin or the helpdesk.")),
    ]
    foot = [gettext("Why do I get this e-mail? Because it is about how you sign in.")]
    return rendered(News(str(subject), parts, [(gettext("When"), by_when(due.created_at))], foot), recipient)
