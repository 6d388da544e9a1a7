"""Two organisations that look alike: in each, everything that can happen to a request has happened.

The texts of a house all hold one word of its own, so that the word tells whose text stands somewhere.
"""

import json
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import JSON, Text, select, update
from sqlalchemy.orm import DeclarativeBase

from portal.agreed.queries import Terms, newest
from portal.agreed.verbs import accept_terms, write_terms
from portal.audit.looking_in import look_in
from portal.drafts import replies
from portal.exchange.asking import ask_for_everything
from portal.files.receiving import Received
from portal.files.verbs import stage
from portal.importing import verbs as importing
from portal.importing.planning import Choices
from portal.importing.queries import planned
from portal.importing.sheets import Sheet
from portal.listing.export_files import ask_for_file
from portal.listing.saving import keep_view
from portal.news import publishing
from portal.news.reading import acknowledge
from portal.people.rules import Task
from portal.people.setting_up import say_done
from portal.privacy.erasing import erase
from portal.privacy.holding import hold, hold_everything
from portal.privacy.keeping import choose, chosen
from portal.privacy.personal_files import ask_about
from portal.privacy.retention_rules import Kept
from portal.tickets import changing, following, handling, rating
from portal.tickets.behalf import Asked, For
from portal.tickets.confided_rows import ConfidentialRead
from portal.tickets.lifecycle import Reason
from portal.tickets.models import ReadMark
from portal.tickets.rules import end_of_day
from portal.tickets.ticking import tick
from portal.web.text import Written, written
from tenants.asker_rows import AskedToJoin, Asker
from tenants.askers import decline
from tenants.asking import answer, ask_to_join, asked_and_not_answered, asking_token, confirm_asker
from tenants.clock import now
from tenants.database import Base, db, write_transaction
from tenants.deputies import Period, name_deputy
from tenants.directory import Place
from tenants.leaving import plan_leaving, planned_for
from tenants.members import Granted, invite
from tenants.models import Account, Deputy, Membership, Organisation, Person, Unit
from tenants.persons import PersonKind, PersonPlan, add_person
from tenants.provider_rows import DomainProof, ProviderLink, ProviderVisit
from tenants.provider_terms import Brand, Purpose
from tenants.providers import Coming, Described, describe, provider_here, receive
from tenants.proving import ask_for_domain, note_look
from tenants.roles import Role
from tenants.scope import OWNED, Scope, enter, inside
from tenants.writing import add_unless_there, put
from tests.guards.acting import Acts

FILER = {"linde": "bram", "vechtdal": "tom"}
PROFESSIONAL = {"linde": "noor", "vechtdal": "ilse"}
WRITER = {"linde": "samira", "vechtdal": "ilse"}
PUBLISHER = {"linde": "henk", "vechtdal": "ilse"}
MANAGER = {"linde": "anneke", "vechtdal": "wouter"}
_guests = count()
ADMIN = {"linde": "henk", "vechtdal": "ilse"}

NOT_WRITTEN_BY_PEOPLE = {
    "account": {"email", "password_hash", "language", "theme"},
    "asker": {"handle", "email", "language"},
    "attachment": {"public_id", "media_type", "digest"},
    "deputy": {"code"},
    "domain_proof": {"handle", "token", "found"},
    "draft": {"public", "kind", "service", "key"},
    "entry": {"event", "channel", "detail", "html", "author_name"},
    "follow_up": {"owner_name"},
    "import_run": {"code", "form", "encoding", "delimiter", "language", "seal", "why", "columns", "counts", "done"},
    "invitation": {"seed", "token_hash"},
    "keyed": {"key"},
    "look_in": {"handle"},
    "leaving": {"outcome"},
    "membership": {"handle", "roles", "authorisations"},
    "organisation": {"key", "language"},
    "person": {"kind", "email", "public_id", "found_as"},
    "provider": {"sealed_secret"},
    "rating_link": {"token_hash"},
    "erasure": {"step", "digests", "counts"},
    "export_file": {"code", "form", "language", "lies_at", "numbers"},
    "reply_draft": {"ring", "key"},
    "retention": {"kinds"},
    "saved_view": {"slug"},
    "search_row": {"ring"},
    "set_up_mark": {"task"},
    "ticket": {"assignee_name", "filed_by_name", "filed_for_name"},
    "ticket_person": {"done_by_name"},
    "takeout": {"code", "digest", "lies_at"},
    "trail": {"action", "subject", "detail"},
    "unit": {"handle"},
}
"""Columns of text that hold words of the code, addresses, or names that are copied from a person's row."""


def owned_classes() -> list[type[DeclarativeBase]]:
    """Return every mapped class whose rows belong to one organisation."""
    return sorted(
        (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, OWNED)),
        key=lambda model: model.__name__,
    )


def house_ids() -> dict[str, int]:
    """Return the id of each organisation by its key in lower case."""
    return {row.key.lower(): row.id for row in db.session.execute(select(Organisation.key, Organisation.id))}


def live_in(house: str, word: str) -> list[int]:
    """Let everything happen once in a house, every text with `word` in it; return the numbers that were given."""
    _name_things(house, word)
    _begin(house, word)
    _news(house, word)
    _invite(house, word)
    _ask_to_join(house, word)
    _look_in(house, word)
    _terms(house, word)
    _stand_in(house)
    _plan(house)
    _bring(house, word)
    _set_up(house)
    _take_along(house)
    _erase(house, word)
    _sign_in_at_work(house, word)
    numbers = [_whole_story(house, word), _secret(house, word)]
    _keep(house, word, *numbers)
    return numbers


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


def _keep(house: str, word: str, told: int, secret: int) -> None:
    """Let an admin choose how long is kept and hold a request and everything, an agent read what is confidential."""
    acts = Acts(house)
    member = acts.comes(ADMIN[house])
    with write_transaction():
        choose(member, chosen()[0], {"question": Kept(24, 12)})
        hold_everything(member, f"Onderzoek {word}")
    acts.do(ADMIN[house], told, lambda who, it: hold(who, it, f"Rechtszaak {word}"))
    acts.do("joost", secret, lambda who, it: add_unless_there(ConfidentialRead, _read_today(who, it)))
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


def files_more(house: str, word: str, times: int = 1) -> list[int]:
    """File more questions in a house; return their numbers."""
    acts = Acts(house)
    return [acts.file(FILER[house], f"Nog een vraag {count} {word}", f"Ik zoek {word}.") for count in range(times)]


def _whole_story(house: str, word: str) -> int:
    acts, filer = Acts(house), FILER[house]
    text = written(f"Dit schrijft iemand met {word} erin.")
    number = acts.file(filer, f"Waar staat {word}?", f"Ik zoek {word}.", client_number=word)
    acts.do("joost", number, lambda who, it: handling.note(who, it, text, f"note {word}"))
    until = end_of_day(now(), 14)
    acts.do("joost", number, lambda who, it: handling.postpone(who, it, text, until, f"ask {word}"))
    acts.do(filer, number, following.extend)
    acts.do(filer, number, lambda who, it: following.reply(who, it, _with_file(who, text, word), f"reply {word}"))
    acts.do("joost", number, lambda who, it: handling.answer(who, it, text, f"answer {word}"))
    acts.do("joost", number, lambda who, it: handling.move(who, it, "bi", text))
    acts.do("joost", number, lambda who, it: handling.resolve(who, it, Reason.SOLVED, text, f"solve {word}"))
    for why in ("", " nog eens"):
        unhappy = rating.opinion("dissatisfied", ["waited"], f"{word}{why}", f"bel {word}")
        acts.do(filer, number, lambda who, it, said=unhappy: rating.rate(who, it, said))
    acts.do("marijke", number, lambda who, it: rating.answer_dissatisfaction(who, it, rating.follow_up_of(it), text))
    acts.do(
        filer,
        number,
        lambda who, it: rating.rating_link(it, who.person_id, rating.link_token(house, f"{word} {it.number}")),
    )
    acts.do(filer, number, lambda who, it: put(ReadMark, [_mark(who, it)], highest="seen"))
    acts.do(filer, number, lambda who, _it: keep_view(who, f"Weergave {word}", f"scope=mine&q={word}"))
    half = {"body": f"Half geschreven {word}"}
    acts.do(filer, number, lambda who, it: replies.save(who, it.id, "shared", half, version=0, key=f"half {house}"))
    acts.do(filer, number, lambda who, _it: ask_for_file(who, f"scope=mine&q={word}", "csv"))
    return number


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


def _with_file(who: Any, text: Written, word: str) -> Written:
    """Let a file with the word in its name go with a text; nobody asks for its bytes."""
    return text.with_files(
        [stage(who, Received(f"{word}.pdf", "application/pdf", 1, "0" * 64, public_id="f" * 24)).public_id]
    )


def _mark(who: Any, ticket: Any) -> dict[str, Any]:
    return {"account_id": who.account_id, "ticket_id": ticket.id, "seen": 2, "at": now()}


def _secret(house: str, word: str) -> int:
    """File something confidential for somebody who is not in the directory, and let the desk be done with them."""
    acts, somebody = Acts(house), Asked(For.TYPED, f"Zita {word}", f"Z {word}")
    number = acts.file(
        PROFESSIONAL[house], f"Vertrouwelijk {word}", f"Ik zoek {word}.", confidential=True, people=somebody
    )
    acts.do("joost", number, lambda who, it: tick(who, it, 1, done=True))
    return number


def draft_of(house: str) -> str:
    """Return how addresses call the draft that was begun in a house."""
    return f"draft-of-{house}-is-a-secret"


def _begin(house: str, word: str) -> None:
    """Let somebody who may ask for changes begin one, and a colleague hand it over."""
    writer = Acts(house).comes(WRITER[house])
    with write_transaction():
        draft = changing.begin(writer, "planning", f"the key of {house}")
        changing.write(writer, draft, {"subject": f"Toeslag voor {word}"})
        draft.public, draft.given_by = draft_of(house), f"Een collega {word}"
    enter(None)


def _news(house: str, word: str) -> None:
    """Publish news inside the house; who files reads it."""
    acts, text = Acts(house), written(f"Het bericht van {word}.")
    publisher = acts.comes(PUBLISHER[house])
    with write_transaction():
        draft = publishing.Draft(title_nl=f"Nieuws van {word}", text_nl=text, read_before=now() + timedelta(days=9))
        broadcast = publishing.write(publisher, draft, f"news {word}")
        publishing.publish(publisher, broadcast)
        code = broadcast.code
    reader = acts.comes(FILER[house])
    with write_transaction():
        acknowledge(reader, code)


def _name_things(house: str, word: str) -> None:
    home = house_ids()[house]
    with inside(Scope.of(home)), write_transaction():
        for person in db.session.scalars(select(Person)):
            person.name = f"{person.name} {word}"
            person.personnel_number = f"{word}{person.id}"
        for unit in db.session.scalars(select(Unit)):
            unit.name = f"{unit.name} {word}"
        # Who works in two houses has an address of the other one and keeps their name.
        db.session.execute(
            update(Account).where(Account.email.endswith(f"@{house}.example")).values(name=Account.name + f" {word}"),
            execution_options={"synchronize_session": False},
        )
        db.session.execute(
            update(Organisation)
            .where(Organisation.id == home)
            .values(
                name=Organisation.name + f" {word}",
                customer_number=word,
                role_labels=json.dumps({Role.EMPLOYEE: word}),
            ),
            execution_options={"synchronize_session": False},
        )
    enter(None)


def columns_without(word: str, house: str, behind: Any) -> list[str]:
    """Return the columns of text in which no row of a house holds its word: a marker that marks nothing."""
    home, found = house_ids()[house], []
    for table in [*(model.__table__ for model in owned_classes()), Organisation.__table__]:
        owner = "id" if table.name == "organisation" else "organisation_id"
        for column in table.columns:
            if not isinstance(column.type, Text | JSON) or column.name in NOT_WRITTEN_BY_PEOPLE.get(table.name, ()):
                continue
            rows = behind.rows(f'select "{column.name}" from {table.name} where {owner} = {home}')
            if not any(word in str(value).casefold() for (value,) in rows):
                found.append(f"{table.name}.{column.name}")
    return found
