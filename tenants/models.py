"""Organisations, their people, the accounts that sign in, and the sessions they have open."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from .clock import now
from .columns import Moment, Word, Words
from .database import Base, part_of
from .names import folded
from .passwords import new_handle
from .permissions import Reach
from .proofs import Proof
from .roles import ONLY_WHEN_ASKED, Authorisation, Role, Topic
from .scope import OrganisationOwned, OwnedOrMine

FURTHER = text("(roles <> '|employee|' or authorisations like '%|see_all|%' or authorisations like '%|see_unit|%')")
"""Who may see requests of others, by a role or by name: few, however many work there."""
WAS, PARTED = ("organisation_id", "was_account_id"), text("was_account_id is not null")


class Organisation(Base):
    """A tenant, or the one service organisation. Read by `context.py` and the desk only."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)  # short, upper case: LINDE
    name: Mapped[str] = mapped_column(Text)
    customer_number: Mapped[str] = mapped_column(Text, default="")
    is_service_organisation: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(Text, default="nl")
    employees_see: Mapped[int] = mapped_column(default=int(Reach.OWN))
    managers_see: Mapped[int] = mapped_column(default=int(Reach.ORGANISATION))
    employees_report: Mapped[bool] = mapped_column(default=False)  # problems; managers and professionals always may
    role_labels: Mapped[str] = mapped_column(Text, default="")  # what it calls its roles: JSON, see `labels_in`
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    version: Mapped[int] = mapped_column(default=1)  # of what the service organisation says of it
    terms_version: Mapped[int] = mapped_column(default=0)  # of its terms of use; 0 asks nothing
    hold: Mapped[str] = mapped_column(Text, default="")  # why nothing of it goes by itself; "" when it may
    factor_roles: Mapped[frozenset[Role]] = mapped_column(Words(Role), default=frozenset())  # who needs a second factor
    factor_from: Mapped[datetime | None] = mapped_column(Moment)  # and from when


class Unit(OrganisationOwned, Base):
    """A part of an organisation: subsidiary, location, legal entity. Units form a tree."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_unit_name", "organisation_id", "name", unique=True),
        Index("ix_unit_handle", "organisation_id", "handle", unique=True),
        part_of("unit", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(Text)
    handle: Mapped[str] = mapped_column(Text, default=new_handle)  # names it in addresses
    version: Mapped[int] = mapped_column(default=1)  # of what an admin says of it


def _public_id() -> str:
    return token_hex(8)


def _found_as(context: Any) -> str:
    return folded(context.get_current_parameters()["name"])


class Person(OrganisationOwned, Base):
    """Somebody in an organisation's directory; may have no account, or be a client with only a number.

    `public_id` is what forms call them; `found_as` is their name as it is searched.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "personnel_number"),
        Index("ix_person_manager", "organisation_id", "manager_id"),
        Index("ix_person_public_id", "organisation_id", "public_id", unique=True),
        Index("ix_person_found_as", "organisation_id", "found_as", "public_id"),
        Index("ix_person_unit", "organisation_id", "unit_id"),
        Index("ix_person_email", "organisation_id", "email"),
        part_of("unit", "unit_id"),
        part_of("person", "manager_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    personnel_number: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text, default="")
    unit_id: Mapped[int | None]
    manager_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(Text, default="staff")  # staff or client
    active: Mapped[bool] = mapped_column(default=True)
    public_id: Mapped[str] = mapped_column(Text, default=_public_id)
    found_as: Mapped[str] = mapped_column(Text, default=_found_as)
    version: Mapped[int] = mapped_column(default=1)  # of what an admin says of who has no account
    erased_at: Mapped[datetime | None] = mapped_column(Moment)  # since when there is a pseudonym, and nothing else

    @validates("name")
    def _is_found_as(self, _key: str, name: str) -> str:
        self.found_as = folded(name)
        return name


class Account(Base):
    """A sign-in identity. `email` is folded for comparing, `password_hash` is None until activation."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, default="nl")
    theme: Mapped[str] = mapped_column(Text, default="system")
    muted: Mapped[frozenset[Topic]] = mapped_column(Words(Topic), default=ONLY_WHEN_ASKED)  # mails they do not want
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    second_factor: Mapped[bool] = mapped_column(default=False)  # has an app or a passkey: see `factors.py`


class Membership(OwnedOrMine, Base):
    """An account in one organisation: its person there, its roles and authorisations.

    `handle` names it in addresses. `version` counts the changes an admin made, so that a stale form is noticed.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "account_id"),
        UniqueConstraint("organisation_id", "person_id"),
        Index("ix_membership_account", "account_id"),
        Index("ix_membership_was_account", *WAS, postgresql_where=PARTED, sqlite_where=PARTED),
        Index("ix_membership_further", "organisation_id", "person_id", postgresql_where=FURTHER, sqlite_where=FURTHER),
        Index("ix_membership_handle", "organisation_id", "handle", unique=True),
        part_of("person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    roles: Mapped[frozenset[Role]] = mapped_column(Words(Role))
    authorisations: Mapped[frozenset[Authorisation]] = mapped_column(Words(Authorisation), default=frozenset())
    active: Mapped[bool] = mapped_column(default=True)
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
    joined_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)  # last sign-in, or use to five minutes
    handle: Mapped[str] = mapped_column(Text, default=new_handle)
    version: Mapped[int] = mapped_column(default=1)
    terms_accepted: Mapped[int] = mapped_column(default=0)  # the newest version of the terms that they accepted
    erased_at: Mapped[datetime | None] = mapped_column(Moment)  # its person was; it stays for the log to name
    was_account_id: Mapped[int | None]  # whose account it was before they were erased, when that lives on


class Deputy(OwnedOrMine, Base):
    """Somebody stands in for a colleague who is away, from a moment until another; it ends by itself.

    `account_id` is the deputy's, so that they know of it in each organisation they sign in to. `began_at` and
    `ended_at` are when both were told, `person_read_at` and `absent_read_at` when they last read what they were told.
    """

    __tablename__ = "deputy"
    __table_args__ = (
        UniqueConstraint("organisation_id", "code"),
        Index("ix_deputy_person", "organisation_id", "person_id", "ends_at"),
        Index("ix_deputy_absent", "organisation_id", "absent_id", "ends_at"),
        Index("ix_deputy_began", "organisation_id", "began_at", "starts_at"),
        Index("ix_deputy_ended", "organisation_id", "ended_at", "ends_at"),
        part_of("person", "person_id"),
        part_of("person", "absent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, default=new_handle)  # names it in addresses
    person_id: Mapped[int]  # who stands in
    absent_id: Mapped[int]  # for whom
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    began_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    person_read_at: Mapped[datetime | None] = mapped_column(Moment)
    absent_read_at: Mapped[datetime | None] = mapped_column(Moment)


class Leaving(OrganisationOwned, Base):
    """Somebody leaves at a moment, and who takes over; at most one that is still to come.

    `outcome` is "" until it is `done`, `withdrawn` or `refused` (they were the last admin by then).
    """

    __tablename__ = "leaving"
    __table_args__ = (
        Index(
            "ix_leaving_open",
            *("organisation_id", "membership_id"),
            unique=True,
            postgresql_where=text("ended_at is null"),
            sqlite_where=text("ended_at is null"),
        ),
        Index("ix_leaving_due", "organisation_id", "ended_at", "ends_at"),
        part_of("membership", "membership_id"),
        part_of("membership", "successor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int]
    successor_id: Mapped[int | None]
    ends_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class Invitation(OrganisationOwned, Base):
    """One link with which an invited person comes in. The link is made of `seed` and our secret; see `joining.py`."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index("ix_invitation_membership", "organisation_id", "membership_id"),
        part_of("membership", "membership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int]
    seed: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    invited_by: Mapped[str] = mapped_column(Text, default="")  # the name of the admin, for the mail
    invited_by_id: Mapped[int | None]  # the account whose name that is; None once they are erased
    sent_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # used, withdrawn, or overtaken by a newer one


class Recovery(Base):
    """Somebody asked for a new password. Written alike for known and unknown addresses; the worker answers.

    `address` is emptied when it was answered. `token_hash` stands in it once there is an account to recover.
    """

    __tablename__ = "recovery"
    __table_args__ = (
        Index("ix_recovery_address", "address_hash", "asked_at"),
        Index("ix_recovery_account", "account_id"),
        Index("ix_recovery_waiting", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    address_hash: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    seed: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str | None] = mapped_column(Text, unique=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # used, or overtaken


class AddressChange(Base):
    """Another address for an account, until it is confirmed from there. `asked_by` names the admin who asked, if any.

    `old_address` is kept once it is done, for the mail that tells it.
    """

    __tablename__ = "address_change"
    __table_args__ = (Index("ix_address_change_account", "account_id", "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    address: Mapped[str] = mapped_column(Text)
    old_address: Mapped[str] = mapped_column(Text, default="")
    asked_by: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int | None]  # the account whose name that is; None once they are erased
    seed: Mapped[str] = mapped_column(Text, unique=True)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # overtaken, or the password changed


class Assignment(Base):
    """An organisation whose requests an agent handles. Agents without any handle all organisations."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("account_id", "organisation_id"), {"info": {"unowned": True}})

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))


class Domain(Base):
    """A domain of e-mail addresses that was verified to be of one organisation, in ASCII and lower case.

    Unowned, so that can be asked whose a domain is before anybody is signed in.
    """

    __tablename__ = "domain"
    __table_args__ = (Index("ix_domain_organisation", "organisation_id", "name"), {"info": {"unowned": True}})

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(Text, unique=True)
    verified_at: Mapped[datetime] = mapped_column(Moment, default=now)
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None before anybody was there


class Session(Base):
    """One browser that is signed in. The browser holds the token, the row only its hash."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_account", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    user_agent: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    used_at: Mapped[datetime] = mapped_column(Moment, default=now)
    proved_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when who holds it last showed who they are
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)  # by another row, with a new name: see `prove_again`
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    proof: Mapped[Proof] = mapped_column(Word(Proof), default=Proof.PASSWORD)  # what it was opened with
    # As whom an admin looks in this browser: where ("" for nowhere), a colleague or a role, and until when.
    look_key: Mapped[str] = mapped_column(Text, default="")
    look_name: Mapped[str] = mapped_column(Text, default="")
    look_membership_id: Mapped[int | None]
    look_role: Mapped[str] = mapped_column(Text, default="")
    look_until: Mapped[datetime | None] = mapped_column(Moment)


class FailedSignIns(Base):
    """Wrong passwords for one address lately, known address or not; `address_hash` tells nobody which."""

    __tablename__ = "failed_sign_ins"

    address_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(Moment, default=now)
