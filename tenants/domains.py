"""The domains of an organisation: who has an address there works there. The service organisation verifies them."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from .asker_rows import Asker, State
from .closing import close_askers
from .context import Member
from .database import db
from .errors import Invalid
from .free_mail import domain_of, is_free_mail
from .guard import ask
from .models import Domain, Organisation
from .permissions import Action
from .scope import home
from .signals import tell


def organisation_of_domain(address: str, lock: bool = False) -> int | None:
    """Return the id of the organisation whose domain an address (as it is stored) has; None when it is nobody's.

    A domain stands for itself, and not for what lies below it: who may hand out `name.example.org` is not known.
    With `lock` it stays that organisation's until this transaction ends.
    """
    wanted = select(Domain.organisation_id).where(Domain.name == domain_of(address))
    return db.session.scalar(wanted.with_for_update(read=True) if lock else wanted)


def domains_of(organisation_id: int) -> list[str]:
    """Return the verified domains of an organisation by name, as they are stored."""
    return list(
        db.session.scalars(select(Domain.name).where(Domain.organisation_id == organisation_id).order_by(Domain.name))
    )


def add_domain(member: Member, name: str) -> None:
    """Keep that a domain (as it is stored) is verified to be of the organisation in scope; twice is once.

    Raises Invalid when anybody gets a mailbox there, or when another organisation has it.
    """
    ask(member, Action.ADMINISTER)
    expect_of_an_organisation(name)
    other = owner_of(name)
    if other is not None and other.id == home():
        return
    if other is not None:
        raise Invalid("name", _("%(name)s has this domain already", name=other.name))
    keep_domain(member, name, "domain.added")


def expect_of_an_organisation(name: str) -> None:
    """Raise Invalid for a domain at which anybody gets a mailbox."""
    if is_free_mail(name):
        raise Invalid("name", _("Anybody gets a mailbox at %(name)s: it says nothing about where they work", name=name))


def owner_of(name: str) -> Any:
    """Return id and name of the organisation that has a domain; None when it is nobody's."""
    owner = select(Organisation.id, Organisation.name).join(Domain, Domain.organisation_id == Organisation.id)
    return db.session.execute(owner.where(Domain.name == name)).first()


def keep_domain(member: Member, name: str, how: str) -> None:
    """Write that a domain is of the organisation in scope. Raises Invalid when another one gets it at this moment."""
    row = Domain(organisation_id=home(), name=name, verified_by=member.account_id)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody gave it to another at this very moment
        raise Invalid("name", _("Another organisation has just got this domain")) from None
    tell(how, row, by=member, domain=name)


def remove_domain(member: Member, name: str) -> None:
    """Take a domain from the organisation in scope; who asks to join by it and has no answer yet is told so.

    One that it does not have (any more) is no fault.
    """
    ask(member, Action.ADMINISTER)
    mine = (Domain.organisation_id == home(), Domain.name == name)
    row = db.session.scalar(select(Domain).where(*mine).with_for_update())
    if row is None:
        return
    tell("domain.removed", row, by=member, domain=name)
    db.session.delete(row)
    db.session.flush()
    close_askers((Asker.state == State.WAITING, Asker.email.endswith(f"@{name}", autoescape=True)), member)
