"""What somebody does with a draft: save it, throw it away, take it back; and its end, when it is sent."""

from datetime import timedelta
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Integer, Text, bindparam, delete, or_, select, update

from portal.catalogue.rules import Kind
from portal.files.verbs import keep_staged
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotFound
from tenants.passwords import new_token
from tenants.reading import read
from tenants.writing import change

from .models import Draft
from .queries import draft_for, how_many
from .rules import KEPT, MOST, Answers, files_in


class Overtaken(Exception):
    """The draft was saved elsewhere since this tab showed it: `draft` holds what stands there now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.public)
        self.draft = draft


def save(
    member: Member, kind: Kind, service: str, answers: Answers, *, public: str = "", version: int = 0, key: str = ""
) -> Draft:
    """Save a form that is not sent yet, as a new draft or as the next version of one.

    Raises Overtaken when another tab saved it since `version`; a draft that is gone is made anew, because
    what somebody typed is not lost.
    """
    draft = _known(member, public) or _begun(member, kind, service, key)
    if draft.version == 0:
        pass  # it begins now
    elif draft.answers == answers and draft.service == service:
        return draft
    elif draft.version != version:
        raise Overtaken(draft)
    draft.answers, draft.service = answers, service
    draft.version += 1
    draft.updated_at = now()
    db.session.flush()
    keep_staged(member, files_in(answers), now() + KEPT + timedelta(days=1))
    return draft


def throw_away(member: Member, public: str) -> None:
    """Throw a draft away; for an hour it can be taken back."""
    draft_for(member, public, lock=True).deleted_at = now()


def take_back(member: Member, public: str) -> None:
    """Take back a draft that was thrown away."""
    draft_for(member, public, deleted=True, lock=True).deleted_at = None


def sent(member: Member, public: str, version: int, *, key: str, answers: Answers) -> str:
    """End the draft of a form in the transaction that files it; return what it was called, "" when there was none.

    The form may not know of its draft, or not of how far it is: saving was on its way when it was sent. What
    another tab saved later stays, with its text and a key of its own.
    """
    form = {"account": member.account_id, "named": public if public.isprintable() else "", "called": key}
    draft: Any = read(_of_form(), form).first()
    if draft is None:
        return ""
    if draft.version <= max(version, 1) or draft.answers == answers:
        change(_ended(), {"this": draft.id})
    else:
        change(_let_go(), {"this": draft.id, "another": new_token()})
    return str(draft.public)


@cache
def _of_form() -> Any:
    mine = (Draft.account_id == bindparam("account", type_=Integer), Draft.deleted_at.is_(None))
    named = Draft.public == bindparam("named", type_=Text)
    called = Draft.key == bindparam("called", type_=Text)
    columns = (Draft.id, Draft.public, Draft.version, Draft.answers)
    return select(*columns).where(*mine, or_(named, called)).with_for_update()


@cache
def _ended() -> Any:
    return delete(Draft).where(Draft.id == bindparam("this", type_=Integer))


@cache
def _let_go() -> Any:
    another = bindparam("another", type_=Text)
    return update(Draft).where(Draft.id == bindparam("this", type_=Integer)).values(key=another)


def _begun(member: Member, kind: Kind, service: str, key: str) -> Draft:
    """Begin a draft; the same form, by its key, begins one however often it is sent."""
    mine = {"account_id": member.account_id, "key": key or new_token()}
    draft = db.session.scalar(select(Draft).filter_by(**mine).where(Draft.deleted_at.is_(None)))
    if draft is not None:
        return draft
    if how_many(member) >= MOST:
        raise Invalid("subject", _("You have very many drafts. Delete a few first"))
    draft = Draft(**mine, person_id=member.person_id, kind=kind, service=service, version=0)
    db.session.add(draft)
    return draft


def _known(member: Member, public: str) -> Draft | None:
    try:
        return draft_for(member, public, lock=True) if public else None
    except NotFound:
        return None
