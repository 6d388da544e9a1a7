"""How the mail reads that tells the admins: somebody was to leave, and is the last admin."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due, post
from tenants.database import db
from tenants.models import Membership, Person
from tenants.people import persons_with
from tenants.roles import Role
from tenants.signals import listen


def register() -> None:
    """Know how to word it, and write it when it is refused."""
    told_by("leaving refused")(_refused)
    listen(_note)


def _note(action: str, subject: Any, **_more: object) -> None:
    if action != "leaving.refused":
        return
    for person_id in persons_with(Role.ADMIN):
        post("leaving refused", subject.organisation_id, person_id, seed=subject.handle)


def _refused(due: Due, recipient: Recipient) -> Letter | None:
    same = (Person.organisation_id == Membership.organisation_id) & (Person.id == Membership.person_id)
    name = db.session.scalar(select(Person.name).join(Membership, same).where(Membership.handle == due.seed))
    if name is None:
        return None
    link = f"{base_url()}/{recipient.organisation_key.lower()}/org/users/{due.seed}"
    parts = [
        Part(_("The last day of %(name)s is over, but this is the only admin. The account still works.", name=name)),
        Part(_("Make somebody else admin first."), links=(Link(_("View the account"), link),)),
    ]
    foot = [_("Why do I get this e-mail? Because you are an admin of your organisation.")]
    return rendered(News(_("%(name)s is still here", name=name), parts, [(_("Name"), name)], foot), recipient)
