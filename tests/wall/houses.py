"""Two organisations that look alike: in each, everything that can happen to a request has happened.

The texts of a house all hold one word of its own, so that the word tells whose text stands somewhere.
"""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from portal.drafts import replies
from portal.files.receiving import Received
from portal.files.verbs import stage
from portal.knowledge import opinions
from portal.knowledge import publishing as articles
from portal.listing.export_files import ask_for_file
from portal.listing.saving import keep_view
from portal.news import publishing
from portal.news.reading import acknowledge
from portal.tickets import changing, following, handling, rating
from portal.tickets.behalf import Asked, For
from portal.tickets.lifecycle import Reason
from portal.tickets.models import ReadMark
from portal.tickets.rules import end_of_day
from portal.tickets.ticking import tick
from portal.web.text import Written, explained, written
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Account, Organisation, Person, Unit
from tenants.roles import Role
from tenants.scope import Scope, enter, inside
from tenants.writing import put
from tests.guards.acting import Acts
from tests.wall.housekeeping import FILER, PROFESSIONAL, PUBLISHER, WRITER, house_ids, keep_requests, run_organisation


def live_in(house: str, word: str) -> list[int]:
    """Let everything happen once in a house, every text with `word` in it; return the numbers that were given."""
    _name_things(house, word)
    _begin(house, word)
    _news(house, word)
    _article(house, word)
    run_organisation(house, word)
    numbers = [_whole_story(house, word), _secret(house, word)]
    keep_requests(house, word, *numbers)
    return numbers


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


def _article(house: str, word: str) -> None:
    """Let the service organisation explain something to the house alone; who files misses something in it."""
    ruud, text = Acts("nova").players.of("ruud", "nova"), explained(f"De uitleg van {word}.")
    with inside(Scope.of(ruud.organisation_id, ruud.account_id)), write_transaction():
        draft = articles.Draft(
            title_nl=f"Uitleg van {word}",
            text_nl=text,
            owner_id=ruud.account_id,
            owner_name=ruud.name,
            organisations=frozenset({house_ids()[house]}),
        )
        article = articles.write(ruud, draft, f"article {word}")
        articles.publish(ruud, article)
        slug = article.slug
    reader = Acts(house).comes(FILER[house])
    with write_transaction():
        opinions.say(reader, slug, False, f"Ik mis {word}")
        opinions.solved(reader, slug)


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
