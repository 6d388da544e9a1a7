"""What happens in a house besides requests: its admins bring, name, hold, erase and take along."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from portal.agreed.queries import Terms, newest
from portal.agreed.verbs import accept_terms, write_terms
from portal.audit.looking_in import look_in
from portal.exchange.asking import ask_for_everything
from portal.importing import verbs as importing
from portal.importing.planning import Choices
from portal.importing.queries import planned
from portal.importing.sheets import Sheet
from portal.mailin.duties import handle_mail
from portal.mailin.messages import put_aside
from portal.mailin.models import ColleagueMessage
from portal.mailin.storing import keep
from portal.people.rules import Task
from portal.people.setting_up import say_done
from portal.privacy.erasing import erase
from portal.privacy.holding import hold, hold_everything
from portal.privacy.keeping import choose, chosen
from portal.privacy.personal_files import ask_about
from portal.privacy.retention_rules import Kept
from portal.tickets.confided_rows import ConfidentialRead, PersonalRead
from tenants.asker_rows import AskedToJoin, Asker
from tenants.askers import decline
from tenants.asking import answer, ask_to_join, asked_and_not_answered, asking_token, confirm_asker
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.deputies import Period, name_deputy
from tenants.directory import Place
from tenants.leaving import plan_leaving, planned_for
from tenants.members import Granted, invite
from tenants.models import Deputy, Membership, Organisation, Person
from tenants.persons import PersonKind, PersonPlan, add_person
from tenants.provider_rows import DomainProof, ProviderLink, ProviderVisit
from tenants.provider_terms import Brand, Purpose
from tenants.providers import Coming, Described, describe, provider_here, receive
from tenants.proving import ask_for_domain, note_look
from tenants.roles import Role
from tenants.scope import Scope, enter, inside
from tenants.writing import add_unless_there
from tests.guards.acting import Acts

FILER = {"linde": "bram", "vechtdal": "tom"}
PROFESSIONAL = {"linde": "noor", "vechtdal": "ilse"}
WRITER = {"linde": "samira", "vechtdal": "ilse"}
PUBLISHER = {"linde": "henk", "vechtdal": "ilse"}
MANAGER = {"linde": "anneke", "vechtdal": "wouter"}
ADMIN = {"linde": "henk", "vechtdal": "ilse"}
_guests = count()


def house_ids() -> dict[str, int]:
    """Return the id of each organisation by its key in lower case."""
    return {row.key.lower(): row.id for row in db.session.execute(select(Organisation.key, Organisation.id))}


def run_organisation(house: str, word: str) -> None:
    """Let everything happen once that an admin of a house does, every text with `word` in it."""
    _invite(house, word)
    _ask_to_join(house, word)
    _mail(house, word)
    _look_in(house, word)
    _terms(house, word)
    _stand_in(house)
    _plan(house)
    _bring(house, word)
    _set_up(house)
    _take_along(house)
    _erase(house, word)
    _sign_in_at_work(house, word)


def keep_requests(house: str, word: str, told: int, secret: int) -> None:
    """Let an admin choose how long is kept and hold a request and everything, an agent read what is confidential."""
    acts = Acts(house)
    member = acts.comes(ADMIN[house])
    with write_transaction():
        choose(member, chosen()[0], {"question": Kept(24, 12)})
        hold_everything(member, f"Onderzoek {word}")
    acts.do(ADMIN[house], told, lambda who, it: hold(who, it, f"Rechtszaak {word}"))
    for reading in (ConfidentialRead, PersonalRead):
        acts.do("joost", secret, lambda who, it, what=reading: add_unless_there(what, _read_today(who, it)))
    enter(None)


def _mail(house: str, word: str) -> None:
    """Let two colleagues without an account send a mail: one waits, one was put aside."""
    for name in ("Zora", "Zeno"):
        said = f"From: {name} {word} <{name.lower()}{next(_guests)}@{house}.example>\nSubject: Vraag {word}\n\n{word}"
        with write_transaction():
            keep(said.encode())
        handle_mail()
    member = Acts(house).comes(PROFESSIONAL[house])
    last = select(ColleagueMessage.code).order_by(ColleagueMessage.id.desc()).limit(1)
    code = db.session.scalars(last).one()
    with write_transaction():
        put_aside(member, code, f"Al gebeld over {word}")
    enter(None)


def _look_in(house: str, word: str) -> None:
    """Let the service organisation look in, for a reason."""
    acts = Acts("nova")
    member = acts.players.of("ruud", "nova")
    with write_transaction(), inside(Scope.of(member.organisation_id, member.account_id)):
        look_in(member, house_ids()[house], f"Een {word} in de instellingen")
    enter(None)


def _set_up(house: str) -> None:
    """Let an admin say that a task of setting up is done."""
    member = Acts(house).comes(ADMIN[house])
    with write_transaction():
        say_done(member, Task.DETAILS, done=True)
    enter(None)


def _take_along(house: str) -> None:
    """Let an admin ask for what is kept of who files, and for everything."""
    acts = Acts(house)
    filer, member = acts.comes(FILER[house]), acts.comes(ADMIN[house])
    called = db.session.scalars(select(Person.public_id).where(Person.id == filer.person_id)).one()
    with write_transaction():
        ask_about(member, called)
        ask_for_everything(member)
    enter(None)


def _read_today(who: Any, ticket: Any) -> dict[str, Any]:
    return {"ticket_id": ticket.id, "account_id": who.account_id, "day": now().date(), "at": now()}


def _erase(house: str, word: str) -> None:
    """Let an admin erase somebody of the directory; the worker has still to do its part."""
    member, name = Acts(house).comes(ADMIN[house]), f"Zoltan {word}"
    with write_transaction():
        plan = PersonPlan(PersonKind.STAFF, "", Place(name, personnel_number=f"weg {next(_guests)} {word}"))
        called = add_person(member, plan).public_id
    with write_transaction():
        hold_everything(member, "")  # from when everything happened before
        erase(member, called, name, files=True)
    enter(None)


def _sign_in_at_work(house: str, word: str) -> None:
    """Let an admin describe the sign-in with the work account, and somebody have been there; it is not switched on."""
    member = Acts(house).comes(ADMIN[house])
    described = Described(Brand.OTHER, f"https://{word}.example", f"client {word}", f"secret {word}")
    coming = Coming(False, f"claim {word}", f"{word} = manager", Role.EMPLOYEE)
    with write_transaction():
        before = provider_here()
        version = before.version if before else 0
        describe(member, version, described)
        receive(member, version + 1, coming)
        ask_for_domain(member, f"{word}.nl")
        proof = db.session.scalars(select(DomainProof).where(DomainProof.name == f"{word}.nl")).one()
        note_look(member, proof.handle, "nothing")
        if before is None:
            db.session.add_all(
                [
                    ProviderLink(account_id=member.account_id, issuer=described.issuer, subject=f"subject {word}"),
                    ProviderVisit(
                        state_hash=f"state {word}",
                        browser_hash=f"browser {word}",
                        organisation_id=member.organisation_id,
                        purpose=Purpose.CONFIRM,
                        wanted=f"/{house}/{word}",
                        provider_version=2,
                        account_id=member.account_id,
                        subject=f"subject {word}",
                    ),
                ]
            )
    enter(None)


def _terms(house: str, word: str) -> None:
    """Let an admin write terms of use and accept them, and end them again: nobody else is asked."""
    acts = Acts(house)
    member = acts.comes(ADMIN[house])
    for said in (f"Wees {word} voor elkaar", ""):
        with write_transaction():
            write_terms(member, newest().version, Terms(said, said))
        if said:
            with write_transaction():
                accept_terms(member, newest().version)
    enter(None)


def _invite(house: str, word: str) -> None:
    acts, admin = Acts(house), ADMIN[house]
    member = acts.comes(admin)
    guest = next(_guests)
    place = Place(f"Lotte {word}", personnel_number=f"gast {guest} {word}")
    granted = Granted(frozenset({Role.EMPLOYEE}), frozenset(), place)
    with write_transaction():
        invite(member, f"lotte{guest}@{house}.example", "nl", granted)


def _ask_to_join(house: str, word: str) -> None:
    """Let somebody ask and get a no, somebody ask and wait, and somebody ask without confirming it."""
    for name in ("Zoë", "Zita", "Zeger"):
        address = f"gast{next(_guests)}@{house}.example"
        with write_transaction():
            ask_to_join(address, f"{name} {word}", f"Ik werk bij {word}.", "nl")
        enter(None)
        for asked_id in asked_and_not_answered():
            with write_transaction():
                answer(asked_id)
        if name == "Zeger":
            continue
        seeds = select(AskedToJoin.seed).where(AskedToJoin.address == address)
        with write_transaction():
            confirm_asker(asking_token(db.session.scalars(seeds).one()))
        admin = Acts(house).comes(ADMIN[house])
        handle = select(Asker.handle).where(Asker.email == address)
        if name == "Zoë":
            with write_transaction():
                decline(admin, db.session.scalars(handle).one(), f"Vraag het {word}")
    enter(None)


def _stand_in(house: str) -> None:
    """Let a professional, who sees everything anyway, stand in for a manager."""
    acts = Acts(house)
    deputy = acts.comes(PROFESSIONAL[house])
    absent = acts.comes(MANAGER[house])
    if db.session.scalar(select(Deputy.id).limit(1)):
        return  # since somebody lived here before: one deputy at a time
    handle = select(Membership.handle).where(Membership.id == deputy.membership_id)
    with write_transaction():
        period = Period(now(), now() + timedelta(days=9))
        name_deputy(absent, "me", db.session.scalars(handle).one(), period)


def _plan(house: str) -> None:
    """Let an admin plan that whoever files leaves, long after everything that happens here."""
    acts = Acts(house)
    leaver, heir, admin = (acts.comes(name) for name in (FILER[house], PROFESSIONAL[house], ADMIN[house]))
    handles = {row.id: row.handle for row in db.session.execute(select(Membership.id, Membership.handle))}
    before = planned_for(leaver.membership_id)
    seen, until = before.version if before else 0, now() + timedelta(days=300)
    with write_transaction():
        plan_leaving(admin, handles[leaver.membership_id], seen, handles[heir.membership_id], until)


def _bring(house: str, word: str) -> None:
    """Bring a list of people and look at it, and import another in which a row is not right."""
    member = Acts(house).comes(ADMIN[house])
    lines = [(1, ["Naam", "E-mailadres"]), (2, [f"Zus {word}", ""]), (3, [f"Broer {word}", f"geen adres {word}"])]
    for agreed in (True, False):
        with write_transaction():
            run = importing.keep(member, f"{word}.csv", Sheet(lines, "csv", "utf-8", ";"))
            importing.match(member, run.code, run.columns, run.headed, Choices())
            seal = planned(member, run).seal
        if agreed:
            with write_transaction():
                importing.agree(member, run.code, seal)
