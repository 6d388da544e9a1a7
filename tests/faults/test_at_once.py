"""The same thing sent twenty times at once, and different things by several people at once, to two web processes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.drafts.models import Draft
from portal.files.models import Attachment
from portal.tickets.models import Entry, Ticket
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.faults.figures import Figures
from tests.faults.visiting import Answer, Visitor
from tests.players import CHANGE, PROBLEM
from tests.servers import number_in, serving

pytestmark = pytest.mark.faults
POSTS = 20
QUESTION = {"subject": "Eén vraag", "note": "Eén keer", "client_number": ""}

Post = tuple[str, dict[str, str], dict[str, bytes]]


def at_once(posts: list[tuple[Visitor, Post]]) -> list[Answer]:
    """Send all posts at the same moment."""
    start = Barrier(len(posts))

    def send(one: tuple[Visitor, Post]) -> Answer:
        visitor, (path, fields, files) = one
        start.wait(timeout=60)
        return visitor.posts(path, fields, files)

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(send, posts))


def count(app: Flask, statement: Any) -> int:
    with app.app_context(), inside(organisation_named("LINDE") or 0):
        return db.session.scalar(statement) or 0


def question(visitor: Visitor) -> Post:
    path = "/linde/new/question/planning"
    return path, visitor.fields_of(path) | QUESTION, {}


def question_with_a_file(visitor: Visitor) -> Post:
    path, fields, _none = question(visitor)
    return path, fields, {"bijlage.txt": b"een bijlage\n" * 2000}


def problem(visitor: Visitor) -> Post:
    path = "/linde/new/problem/planning"
    return path, visitor.fields_of(path) | PROBLEM, {}


def change(visitor: Visitor) -> Post:
    path = "/linde/new/change/planning"
    draft = visitor.posts(path, visitor.fields_of(path)).location.rpartition("/")[0]
    for part, asked in CHANGE.items():
        assert visitor.posts(f"{draft}/{part}", visitor.fields_of(f"{draft}/{part}") | asked).status == 303
    return f"{draft}/check", visitor.fields_of(f"{draft}/check"), {}


def filed(visitor: Visitor) -> int:
    path, fields, _files = question(visitor)
    return number_in(visitor.posts(path, fields).location)


def reply(visitor: Visitor) -> Post:
    page = f"/linde/requests/{filed(visitor)}"
    token = visitor.fields_of(page)["csrf_token"]
    return f"{page}/replies", {"csrf_token": token, "key": "the same key twice", "body": "Nog iets"}, {}


FILED, SAID = select(func.count(Ticket.id)), select(func.count(Entry.id)).where(Entry.event == "replied")
FORMS: dict[str, tuple[str, Callable[[Visitor], Post], Any]] = {
    "question": ("bram", question, FILED),
    "question with a file": ("bram", question_with_a_file, FILED),
    "problem": ("samira", problem, FILED),
    "change": ("samira", change, FILED),
    "reply": ("bram", reply, SAID),
}


def test_the_same_sent_twenty_times_at_once(app: Flask, figures: Figures) -> None:
    """Double posts: each form sent twenty times at once with one key, to two web processes"""
    with serving(app, workers=2) as server:
        for name, (who, prepared, statement) in FORMS.items():
            visitor = Visitor.signed_in(server.port, f"{who}@linde.example")
            post = prepared(visitor)
            before = count(app, statement)
            answers = at_once([(visitor, post)] * POSTS)
            figures.exactly(f"{name}: answers", sorted({one.status for one in answers}), [303])
            figures.exactly(f"{name}: places they lead to", len({one.location for one in answers}), 1)
            figures.exactly(f"{name}: made", count(app, statement) - before, 1)
    attached = count(app, select(func.count(Attachment.id)).where(Attachment.entry_id.is_not(None)))
    figures.exactly("files attached", attached, 1)


def test_an_answer_and_a_reply_that_cross(app: Flask, figures: Figures) -> None:
    """An agent answers while the customer adds something: both texts are shown"""
    with serving(app, workers=2) as server:
        bram, joost = (Visitor.signed_in(server.port, one) for one in ("bram@linde.example", "joost@nova.example"))
        path, fields, _files = reply(bram)
        number = number_in(path)
        page = f"/desk/requests/LINDE-{number}"
        hidden = joost.fields_of(page)
        kept = {name: hidden[name] for name in ("csrf_token", "key", "seen")}
        assert bram.posts(path, fields | {"body": "Het is al opgelost."}).status == 303
        answer = {"ring": "reply", "body": "Doe dit eens.", "until": "", "reason": "solved", "send": "answer"}
        crossed = joost.posts(f"{page}/replies", kept | answer)
    figures.exactly("status", crossed.status, 409)
    both = "Het is al opgelost." in crossed.text and "Doe dit eens." in crossed.text
    figures.exactly("both texts are on the page", both, True)


def test_several_who_take_one_request(app: Flask, figures: Figures) -> None:
    """Three agents take one request at once, eight times"""
    names = ("joost", "fatma", "marijke")
    outcomes = []
    with serving(app, workers=2) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        agents = [Visitor.signed_in(server.port, f"{name}@nova.example") for name in names]
        for _ in range(8):
            page = f"/desk/requests/LINDE-{filed(bram)}"
            posts = []
            for agent in agents:
                token = agent.fields_of(page)["csrf_token"]
                posts.append(
                    (agent, (f"{page}/assignee", {"csrf_token": token, "assignee": "me", "was": "nobody"}, {}))
                )
            outcomes.append(sorted(one.status for one in at_once(posts)))
    figures.exactly("answers each time", sorted({str(one) for one in outcomes}), ["[303, 409, 409]"])


def test_several_who_edit_one_thing(app: Flask, figures: Figures) -> None:
    """Eight edits of one service at once: one comes first, each other sees both texts"""
    path = "/admin/services/planning"
    with serving(app, workers=2) as server:
        ruud = Visitor.signed_in(server.port, "ruud@nova.example")
        known = ruud.fields_of(path) | {"icon": "users", "place": "1", "name_en": "Planning"}
        names = [f"Planning {number}" for number in range(8)]
        answers = at_once([(ruud, (path, known | {"name_nl": name}, {})) for name in names])
    first = names[[one.status for one in answers].index(303)]
    late = [(one.text, name) for one, name in zip(answers, names, strict=True) if one.status == 409]
    both = [name in text and first in text for text, name in late]
    figures.exactly("answers", sorted(one.status for one in answers), [303] + [409] * 7)
    figures.exactly("who came later and reads both texts", sum(both), 7)


def test_a_draft_in_two_tabs(app: Flask, figures: Figures) -> None:
    """A draft saved in two tabs at once, eight times: one is saved, the other reads both texts"""
    save = "/linde/drafts?kind=question&service=planning"
    wrong = 0
    with serving(app, workers=2) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        for turn in range(8):
            fields = bram.fields_of("/linde/new/question/planning") | QUESTION | {"key": f"key of draft {turn}"}
            begun = bram.posts(save, fields)
            draft = begun.location.rpartition("draft=")[2]
            texts = [f"tekst van tab {turn} {place}" for place in range(2)]
            tabs = [fields | {"draft": draft, "version": "1", "note": text} for text in texts]
            answers = at_once([(bram, (save, one, {})) for one in tabs])
            late = next((one.text for one in answers if one.status == 409), "")
            statuses = sorted(one.status for one in answers)
            wrong += statuses != [303, 409] or not all(text in late for text in texts)
    figures.exactly("times it went otherwise", wrong, 0)
    figures.exactly("drafts", count(app, select(func.count(Draft.id))), 8)
