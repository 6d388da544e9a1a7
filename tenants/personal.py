"""What the kernel itself keeps of persons: accounts, members, the directory, who asked to join."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import aliased

from .asker_rows import AskedToJoin, Asker
from .correcting import Correction
from .database import db
from .device_rows import Device
from .factor_rows import Authenticator, HalfWay, Passkey, RecoveryCode, RememberedDevice, SpentChallenge
from .models import (
    Account,
    AddressChange,
    Assignment,
    Deputy,
    Domain,
    FailedSignIns,
    Invitation,
    Leaving,
    Membership,
    Organisation,
    Person,
    Recovery,
    Session,
    Unit,
)
from .passwords import token_hash
from .privacy import OWN_WAY, PASSED, WRITTEN, Concerned, Correcting, Erasing, Part, Section, Telling, parts
from .provider_rows import DomainProof, Provider, ProviderLink, ProviderVisit


def concerned(organisation_id: int, person_id: int) -> Concerned:
    """Return a person of the organisation in scope with the ids of their membership and account."""
    here = and_(Membership.organisation_id == Person.organisation_id, Membership.person_id == Person.id)
    wanted = select(Membership.id, Membership.account_id, Person.public_id).select_from(Person)
    whose = (Person.organisation_id == organisation_id, Person.id == person_id)
    found = db.session.execute(wanted.outerjoin(Membership, here).where(*whose)).one()
    return Concerned(organisation_id, person_id, found.id or 0, found.account_id or 0, found.public_id)


def _tells(telling: Telling) -> Iterable[Section]:
    about = telling.about
    yield Section("directory", _directory(about))
    if about.membership_id:
        yield Section("membership", _membership(about))
    yield Section("deputies", _deputies(about))
    links = select(ProviderLink).where(ProviderLink.account_id == about.account_id)
    yield Section(
        "work_account",
        [{"issuer": row.issuer, "name": row.subject, "made": row.linked_at} for row in db.session.scalars(links)],
    )


def _directory(about: Concerned) -> list[dict[str, Any]]:
    boss = aliased(Person)
    wanted = (
        select(Person, Unit.name.label("unit"), boss.name.label("manager"))
        .outerjoin(Unit, and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id))
        .outerjoin(boss, and_(boss.organisation_id == Person.organisation_id, boss.id == Person.manager_id))
        .where(Person.id == about.person_id)
    )
    return [
        {
            "name": row.Person.name,
            "personnel_number": row.Person.personnel_number,
            "email": row.Person.email,
            "unit": row.unit,
            "manager": row.manager,
        }
        for row in db.session.execute(wanted)
    ]


def _membership(about: Concerned) -> list[dict[str, Any]]:
    row = db.session.get_one(Membership, about.membership_id)
    account = db.session.get_one(Account, row.account_id)
    return [
        {
            "email": account.email,
            "roles": sorted(str(role) for role in row.roles),
            "authorisations": sorted(str(right) for right in row.authorisations),
            "invited": row.invited_at,
            "joined": row.joined_at,
            "seen": row.seen_at,
        }
    ]


def _deputies(about: Concerned) -> list[dict[str, Any]]:
    stands_in, away = aliased(Person), aliased(Person)
    wanted = (
        select(stands_in.name.label("deputy"), away.name.label("absent"), Deputy.starts_at, Deputy.ends_at)
        .select_from(Deputy)
        .join(stands_in, and_(stands_in.organisation_id == Deputy.organisation_id, stands_in.id == Deputy.person_id))
        .join(away, and_(away.organisation_id == Deputy.organisation_id, away.id == Deputy.absent_id))
        .where((Deputy.person_id == about.person_id) | (Deputy.absent_id == about.person_id))
        .order_by(Deputy.id)
    )
    return [
        {"deputy": row.deputy, "absent": row.absent, "from": row.starts_at, "until": row.ends_at}
        for row in db.session.execute(wanted)
    ]


def account_sections(account_id: int) -> list[Section]:
    """Return what is kept of an account itself, whatever organisations it is in: for its owner alone."""
    account = db.session.get_one(Account, account_id)
    opened = select(Session).where(Session.account_id == account_id).order_by(Session.id)
    asked = select(AddressChange).where(AddressChange.account_id == account_id).order_by(AddressChange.id)
    return [
        Section(
            "account",
            [
                {
                    "name": account.name,
                    "email": account.email,
                    "language": account.language,
                    "theme": account.theme,
                    "switched_off": sorted(str(topic) for topic in account.muted),
                    "made": account.created_at,
                }
            ],
        ),
        Section(
            "sessions",
            [
                {"device": row.user_agent, "from": row.created_at, "seen": row.used_at, "until": row.ended_at}
                for row in db.session.scalars(opened)
            ],
        ),
        Section(
            "devices",
            [
                {"device": row.user_agent, "from": row.first_at, "seen": row.used_at}
                for row in db.session.scalars(select(Device).where(Device.account_id == account_id).order_by(Device.id))
            ],
        ),
        Section(
            "passkeys",
            [
                {"name": row.name, "made": row.made_at, "seen": row.used_at}
                for row in db.session.scalars(select(Passkey).where(Passkey.account_id == account_id))
            ],
        ),
        Section(
            "remembered",
            [
                {"device": row.user_agent, "made": row.made_at, "until": row.ends_at}
                for row in db.session.scalars(select(RememberedDevice).where(RememberedDevice.account_id == account_id))
            ],
        ),
        Section(
            "address_changes",
            [{"email": row.address, "asked": row.asked_at, "done": row.done_at} for row in db.session.scalars(asked)],
        ),
        *(one for part in parts() if part.tells_account for one in part.tells_account(account_id)),
    ]


def _erases(erasing: Erasing) -> bool:
    """Erase what the account leaves behind, in one go: it is a few rows."""
    about = erasing.about
    _carry(delete(Correction).where(Correction.person_id == about.person_id))
    _carry(delete(ProviderLink).where(ProviderLink.account_id == about.account_id))
    if erasing.email:
        _carry(delete(Asker).where(Asker.email == erasing.email))
    if about.membership_id:
        _carry(update(Session).where(Session.look_membership_id == about.membership_id).values(look_name=""))
    if erasing.account:
        for model in (model for part in parts() for model in part.of_account):
            _carry(delete(model).where(model.account_id == about.account_id))
        _carry(delete(FailedSignIns).where(FailedSignIns.address_hash == token_hash(erasing.email)))
        _carry(delete(AskedToJoin).where(AskedToJoin.address == erasing.email))
    members = select(Membership.account_id).where(Membership.organisation_id == about.organisation_id)
    asked = select(AddressChange).where(AddressChange.account_id.in_(members), AddressChange.asked_by != "")
    for row in db.session.scalars(asked):
        row.asked_by = erasing.blot(row.asked_by)
    db.session.flush()
    _named_by_id(about, erasing.pseudonym, forget=True)
    return False


def _named_by_id(about: Concerned, name: str, *, forget: bool) -> None:
    """Write the name of an account where it is said who invited, or asked for another address of a member here.

    `forget` whose it was: who comes back with the same account is somebody new.
    """
    members = select(Membership.account_id).where(Membership.organisation_id == about.organisation_id)
    mine: dict[Any, tuple[Any, tuple[Any, ...]]] = {
        Invitation.invited_by_id: (Invitation.invited_by, ()),
        AddressChange.asked_by_id: (AddressChange.asked_by, (AddressChange.account_id.in_(members),)),
    }
    for whose, (called, which) in mine.items():
        theirs: Any = update(whose.class_).where(whose == (about.account_id or None), *which)
        _carry(theirs.values({called: name} | ({whose: None} if forget else {})))


def _corrects(correcting: Correcting) -> bool:
    """Put right who is said to have invited or asked; of the account `portal/privacy/correcting.py` decides."""
    _named_by_id(correcting.about, correcting.account_name, forget=False)
    if not correcting.was:
        return False
    invited = update(Invitation).where(Invitation.invited_by_id.is_(None), Invitation.invited_by == correcting.was)
    _carry(invited.values(invited_by=correcting.name))
    members = select(Membership.account_id).where(Membership.organisation_id == correcting.about.organisation_id)
    nameless = (AddressChange.asked_by_id.is_(None), AddressChange.asked_by == correcting.was)
    asked = update(AddressChange).where(AddressChange.account_id.in_(members), *nameless)
    _carry(asked.values(asked_by=correcting.name))
    return False


def _carry(statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})


PART = Part(
    "tenants",
    names={
        Invitation: "invited_by",
        AddressChange: "asked_by",
        Session: "look_name",
        Asker: "reason",
    },
    own={
        Person: "name personnel_number email found_as",
        Account: "email name password_hash",
        Session: "user_agent",
        Device: "user_agent",
        Passkey: "name",
        RememberedDevice: "user_agent",
        ProviderLink: "subject",
        ProviderVisit: "subject",
        Recovery: "address address_hash",
        AddressChange: "address old_address",
        FailedSignIns: "address_hash",
        AskedToJoin: "address address_hash name words",
        Asker: "email name words",
        Correction: "was",
    },
    follows={
        Person: "name personnel_number found_as",
        Account: "name",
        Invitation: "invited_by",
        AddressChange: "asked_by",
    },
    stays={
        WRITTEN: {Asker: "reason email name words", AskedToJoin: "address name words"},
        PASSED: {
            Session: "look_name user_agent",
            Device: "user_agent",
            RememberedDevice: "user_agent",
            Recovery: "address address_hash",
            AddressChange: "address old_address",
            FailedSignIns: "address_hash",
            AskedToJoin: "address_hash",
            ProviderVisit: "subject",
            Correction: "was",
        },
        OWN_WAY: {Person: "email", Account: "email password_hash", Passkey: "name", ProviderLink: "subject"},
    },
    free={
        Organisation: "key name customer_number language role_labels hold",
        Unit: "name handle",
        Person: "kind public_id",
        Account: "language theme",
        Membership: "handle",
        Deputy: "code",
        Leaving: "outcome",
        Invitation: "seed token_hash",
        Recovery: "seed token_hash",
        AddressChange: "seed token_hash",
        Session: "token_hash look_key look_role",
        Device: "token_hash seed link_hash",
        Authenticator: "secret",
        RecoveryCode: "code_hash",
        Passkey: "handle credential_id public_key transports",
        RememberedDevice: "handle token_hash",
        HalfWay: "token_hash",
        SpentChallenge: "challenge_hash",
        Provider: "issuer client_id sealed_secret role_claim role_map",
        ProviderLink: "issuer",
        ProviderVisit: "state_hash browser_hash seed wanted",
        DomainProof: "handle name token found",
        Domain: "name",
        Assignment: "",
        AskedToJoin: "language seed token_hash",
        Asker: "handle language",
    },
    tells=_tells,
    erases=_erases,
    corrects=_corrects,
    of_account=(
        *(Session, Device, Recovery, AddressChange, ProviderVisit),
        *(Authenticator, RecoveryCode, Passkey, RememberedDevice, HalfWay),
    ),
)
