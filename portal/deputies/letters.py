"""How the mails read that tell both: somebody stands in from now, and no longer."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due, post
from portal.web.language import ZONE, day_said
from tenants.context import member_for
from tenants.database import db
from tenants.models import Deputy, Person
from tenants.signals import listen

from .rules import last_day


def register() -> None:
    """Know how to word these mails, and write them when it begins and ends."""
    told_by("deputy began")(_began)
    told_by("deputy ended")(_ended)
    listen(_note)


def _note(action: str, detail: Mapping[str, Any], **_more: object) -> None:
    began = action == "deputy.began"
    if not began and action != "deputy.ended":
        return
    row = db.session.scalars(select(Deputy).where(Deputy.code == detail["code"])).one()
    if row.began_at is None:
        return  # who was never told that it began is not told that it ended
    for person_id in (row.person_id, row.absent_id):
        post("deputy began" if began else "deputy ended", row.organisation_id, person_id, seed=row.code)


def _began(due: Due, recipient: Recipient) -> Letter | None:
    """Tell both; None when it ended before the mail left."""
    row = _row(due)
    if row is None or row.ended_at is not None:
        return None
    absent, deputy = _names(row)
    until = _last_day(row)
    if recipient.person_id == row.absent_id:
        subject = _("%(name)s stands in for you", name=deputy)
        words = _("%(name)s sees the work you would see, until and including %(day)s.", name=deputy, day=until)
    else:
        subject = _("You stand in for %(name)s", name=absent)
        words = _("You see the work of %(name)s, until and including %(day)s.", name=absent, day=until)
    return _letter(row, recipient, subject, words, link=recipient.person_id == row.person_id)


def _ended(due: Due, recipient: Recipient) -> Letter | None:
    row = _row(due)
    if row is None:
        return None
    absent, deputy = _names(row)
    if recipient.person_id == row.absent_id:
        subject = _("%(name)s no longer stands in for you", name=deputy)
        words = _("From now on the work comes to you alone again.")
    else:
        subject = _("You no longer stand in for %(name)s", name=absent)
        words = _("You no longer see what you saw for them. What you did stays.")
    return _letter(row, recipient, subject, words)


def _letter(row: Deputy, recipient: Recipient, subject: str, words: str, *, link: bool = False) -> Letter:
    absent, deputy = _names(row)
    links = (_link(row, recipient),) if link else ()
    facts = [(_("Away"), absent), (_("Deputy"), deputy), (_("Until and including"), _last_day(row))]
    foot = [_("Why do I get this e-mail? Because you are the deputy, or the one who is away.")]
    return rendered(News(subject, [Part(words, links=links)], facts, foot), recipient)


def _link(row: Deputy, recipient: Recipient) -> Link:
    member = member_for(row.account_id, row.organisation_id)
    at_desk = member is not None and member.is_desk
    where = "desk/inbox/mine" if at_desk else f"{recipient.organisation_key.lower()}/requests?scope=team"
    return Link(_("View the requests"), f"{base_url()}/{where}")


def _row(due: Due) -> Deputy | None:
    return db.session.scalar(select(Deputy).where(Deputy.code == due.seed))


def _names(row: Deputy) -> tuple[str, str]:
    people = select(Person.id, Person.name).where(Person.id.in_((row.absent_id, row.person_id)))
    names = {one.id: one.name for one in db.session.execute(people)}
    return names[row.absent_id], names[row.person_id]


def _last_day(row: Deputy) -> str:
    return day_said(last_day(row.ends_at, ZONE))
