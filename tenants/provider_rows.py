"""An organisation's own sign-in: where it is, whom it brought, who is on the way; and domains still to be proved."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .columns import Moment, Word
from .database import Base, part_of
from .passwords import new_handle, new_token
from .provider_terms import Brand, Purpose, Standing
from .roles import Role
from .scope import OrganisationOwned


class Provider(OrganisationOwned, Base):
    """An organisation's own sign-in (OpenID Connect), at most one. The client's secret is sealed.

    `role_map` holds "value = role" a line: what a claim says and the role it gives to an account that is made.
    `keeper_id` is the admin who keeps a password while the sign-in is enforced.
    """

    __tablename__ = "provider"
    __table_args__ = (
        UniqueConstraint("organisation_id"),
        part_of("membership", "keeper_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    brand: Mapped[Brand] = mapped_column(Word(Brand))
    issuer: Mapped[str] = mapped_column(Text)
    client_id: Mapped[str] = mapped_column(Text)
    sealed_secret: Mapped[str] = mapped_column(Text)
    standing: Mapped[Standing] = mapped_column(Word(Standing), default=Standing.DRAFT)
    makes_accounts: Mapped[bool] = mapped_column(default=False)
    role_claim: Mapped[str] = mapped_column(Text, default="")
    role_map: Mapped[str] = mapped_column(Text, default="")
    default_role: Mapped[Role] = mapped_column(Word(Role), default=Role.EMPLOYEE)
    keeper_id: Mapped[int | None]
    tested_at: Mapped[datetime | None] = mapped_column(Moment)
    tested_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)


class ProviderLink(OrganisationOwned, Base):
    """Who somebody is at their organisation's sign-in: issuer and subject, which never change, stand for one account.

    `confirmed_at` is when they gave the password as well: asked once of who is of another organisation too.
    """

    __tablename__ = "provider_link"
    __table_args__ = (
        UniqueConstraint("organisation_id", "issuer", "subject"),
        UniqueConstraint("organisation_id", "account_id"),
        Index("ix_provider_link_account", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    linked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)


class ProviderVisit(Base):
    """A browser on its way to a provider and back: once, within ten minutes, by the same browser.

    Unowned, because nobody is signed in yet. The browser holds `state` and its own token, the row only their hashes;
    nonce and verifier are made of `seed` and our secret.
    """

    __tablename__ = "provider_visit"
    __table_args__ = (Index("ix_provider_visit_old", "at"), {"info": {"unowned": True}})

    state_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    browser_hash: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    purpose: Mapped[Purpose] = mapped_column(Word(Purpose))
    seed: Mapped[str] = mapped_column(Text, default=new_token)
    wanted: Mapped[str] = mapped_column(Text, default="")  # the page somebody was going to
    provider_version: Mapped[int]  # of what was set up when they left
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who tests, or whose password is asked
    subject: Mapped[str] = mapped_column(Text, default="")  # who came back, while the password is still to be asked
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class DomainProof(OrganisationOwned, Base):
    """A domain that an admin says is the organisation's, until its name server says so too.

    `found` is how the last look ended: "" before the first.
    """

    __tablename__ = "domain_proof"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        UniqueConstraint("organisation_id", "handle"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(Text, default=new_handle)  # names it in addresses
    name: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(Text, default=new_token)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    looked_at: Mapped[datetime | None] = mapped_column(Moment)
    found: Mapped[str] = mapped_column(Text, default="")
