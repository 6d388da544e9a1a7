"""Ask for a change: a draft that grows part by part, and is sent when all of it is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.catalogue.fields import read
from portal.catalogue.forms import PARTS_OF_CHANGE
from portal.catalogue.queries import service_of
from portal.catalogue.rules import Kind
from portal.drafts.models import Draft
from portal.drafts.rules import KEPT, files_in
from portal.files.verbs import give_staged, keep_staged
from portal.outbox.verbs import post
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.columns import among
from tenants.context import Member, in_force
from tenants.database import db
from tenants.errors import Invalid, NotFound
from tenants.guard import ask
from tenants.models import Account, Membership, Person
from tenants.permissions import Action
from tenants.roles import Authorisation, Role
from tenants.writing import add_unless_there

from .filing import Filing, file_request
from .models import Ticket
from .once import send_key


def begin(member: Member, service: str, key: str, typed: Mapping[str, str] | None = None) -> Draft:
    """Begin a change; a `key` that was used before gives the draft it led to.

    Raises Forbidden for who may not ask for changes, NotFound when the organisation does not have the service.
    """
    ask(member, Action.FILE_CHANGE)
    if service_of(service) is None:
        raise NotFound
    values = {"person_id": member.person_id, "account_id": member.account_id, "kind": Kind.CHANGE, "service": service}
    add_unless_there(Draft, {**values, "key": key, "answers": {}})
    draft = db.session.scalars(select(Draft).where(Draft.account_id == member.account_id, Draft.key == key)).one()
    if typed:
        write(member, draft, typed)
    return draft


def write(member: Member, draft: Draft, typed: Mapping[str, Any]) -> None:
    """Keep what was typed into some of the fields, right or not; the others stay as they are."""
    ask(member, Action.FILE_CHANGE)
    draft.answers = {**draft.answers, **typed}
    draft.updated_at = now()
    keep_staged(member, files_in(draft.answers), now() + KEPT + timedelta(days=1))


def send(member: Member, draft: Draft, filing: Filing, files: Sequence[str] = ()) -> Ticket:
    """File what a draft has become with its files, and forget the draft."""
    ticket = file_request(member, filing, key=send_key(draft.public), files=files)
    db.session.delete(draft)
    return ticket


def throw_away(member: Member, draft: Draft) -> None:
    """Throw a draft away. Its writer may, also when they may not send it (any more)."""
    leave_trail("draft.thrown_away", draft, by=member)
    db.session.delete(draft)


def hand_over(member: Member, draft: Draft, person_id: int) -> "Colleague":
    """Give a draft to a colleague who may ask for changes: it is theirs from now on, and they get a mail.

    Raises Invalid for anybody else.
    """
    colleague = next((one for one in colleagues(member) if one.person_id == person_id), None)
    if colleague is None:
        raise Invalid("to", _("Choose a colleague who may request changes"))
    leave_trail("draft.handed_over", draft, by=member, to=colleague.account_id)
    give_staged(member.account_id, files_in(draft.answers), colleague.account_id)
    draft.person_id, draft.account_id = colleague.person_id, colleague.account_id
    draft.given_by, draft.given_by_id, draft.given_at = member.name, member.account_id, now()
    post("draft handed over", member.organisation_id, colleague.person_id, due_at=draft.given_at)
    return colleague


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the organisation who may ask for changes."""

    person_id: int
    account_id: int
    name: str


def colleagues(member: Member) -> list[Colleague]:
    """Return who else in the organisation may ask for changes, by name."""
    rows = db.session.execute(
        select(Person.id, Person.name, Account.id.label("account_id"), Membership.roles)
        .join(Membership, (Membership.organisation_id == Person.organisation_id) & (Membership.person_id == Person.id))
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == member.organisation_id,
            Membership.authorisations.like(among(Authorisation.FILE_CHANGES)),
            *in_force(Membership),
            Account.active,
        )
        .order_by(Person.name, Person.id)
    )
    entitled = {Role.MANAGER, Role.PROFESSIONAL}
    return [
        Colleague(row.id, row.account_id, row.name)
        for row in rows
        if row.roles & entitled and row.account_id != member.account_id
    ]


def draft_for(member: Member, public: str, *, lock: bool = False) -> Draft:
    """Load the member's own draft of a change. Raises NotFound for anything else."""
    statement = select(Draft).where(
        Draft.public == public,
        Draft.account_id == member.account_id,
        Draft.kind == Kind.CHANGE,
        Draft.deleted_at.is_(None),
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    draft = db.session.scalar(statement)
    if draft is None:
        raise NotFound
    return draft


def drafts_of(member: Member, service: str = "") -> list[Draft]:
    """Return the changes the member has begun, of one service or of all, the newest first."""
    mine = (Draft.account_id == member.account_id, Draft.kind == Kind.CHANGE, Draft.deleted_at.is_(None))
    statement = select(Draft).where(*mine)
    if service:
        statement = statement.where(Draft.service == service)
    return list(db.session.scalars(statement.order_by(Draft.updated_at.desc(), Draft.id.desc()).limit(20)))


def wrong_in(answers: Mapping[str, str], part: str = "") -> dict[str, object]:
    """Return what is not right yet, of one part or of all: the sentence by the key of the field."""
    wrong = {}
    for one in PARTS_OF_CHANGE:
        for field in one.fields if part in ("", one.key) else ():
            try:
                read(field, answers.get(field.key, ""))
            except Invalid as refusal:
                wrong[refusal.field] = refusal.why
    return wrong
