"""An organisation proves that a domain is its own: its admin puts a text in its name server, and we read it."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from .acting import acting_admin
from .clock import now
from .context import Member
from .database import db
from .domains import expect_of_an_organisation, keep_domain, owner_of
from .errors import Invalid, NotFound, NotNow
from .passwords import is_handle
from .provider_rows import DomainProof
from .signals import tell

PREFIX = "balie-verification="
MOST = 20
"""Domains that one organisation proves at the same time."""


def text_to_find(row: DomainProof) -> str:
    """Return the text that the domain's name server has to say."""
    return f"{PREFIX}{row.token}"


def proofs_here() -> Sequence[DomainProof]:
    """Return the domains that still have to be proved, by name."""
    return db.session.scalars(select(DomainProof).order_by(DomainProof.name).limit(MOST)).all()


def proof_called(handle: str) -> DomainProof:
    """Return a domain that has to be proved. Raises NotFound."""
    row = db.session.scalar(select(DomainProof).where(DomainProof.handle == handle)) if is_handle(handle) else None
    if row is None:
        raise NotFound
    return row


def ask_for_domain(member: Member, name: str) -> int:
    """Say that a domain (as it is stored) is the organisation's, to be proved; twice is once. Return the id of the row.

    Raises Invalid when anybody gets a mailbox there, and for one that is somebody's already.
    """
    acting_admin(member)
    expect_of_an_organisation(name)
    _expect_free(member, name)
    known = db.session.scalar(select(DomainProof).where(DomainProof.name == name))
    if known is not None:
        return known.id
    if len(proofs_here()) >= MOST:
        raise Invalid("name", _("Prove the domains below first"))
    row = DomainProof(organisation_id=member.organisation_id, name=name, asked_by=member.account_id)
    db.session.add(row)
    db.session.flush()
    tell("domain.asked", row, by=member, domain=name)
    return row.id


def note_look(member: Member, handle: str, found: str) -> None:
    """Keep how a look at the name server ended that did not find the text."""
    acting_admin(member)
    row = proof_called(handle)
    row.looked_at, row.found = now(), found


def prove_domain(member: Member, handle: str) -> str:
    """Make a domain the organisation's, whose name server said our text; return its name.

    Raises NotNow when another organisation has it by now.
    """
    acting_admin(member)
    row = proof_called(handle)
    name = row.name
    try:
        _expect_free(member, name)
        keep_domain(member, name, "domain.proved")
    except Invalid as refusal:
        raise NotNow(refusal.why) from None
    db.session.execute(delete(DomainProof).where(DomainProof.name == name))
    return name


def drop_proof(member: Member, handle: str) -> None:
    """Take back that a domain is the organisation's, before it was proved."""
    acting_admin(member)
    row = proof_called(handle)
    tell("domain.dropped", row, by=member, domain=row.name)
    db.session.delete(row)


def _expect_free(member: Member, name: str) -> None:
    owner = owner_of(name)
    if owner is not None and owner.id == member.organisation_id:
        raise Invalid("name", _("This domain is your organisation's already"))
    if owner is not None:
        raise Invalid("name", _("Another organisation has this domain. Ask us if that is wrong"))
