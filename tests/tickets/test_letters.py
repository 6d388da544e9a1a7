"""Mails about requests, whatever they tell: each kind is worded, and their links, dates and parts are sound."""

import ast
from pathlib import Path

import portal
from portal.mailin import answers, messages
from portal.news.rules import Round
from portal.notices.letters import kinds
from portal.tickets.case import GIVEN_AWAY
from tests.notices.reading import (
    read,
)

# Every kind that is written is worded, and the other way round.


def kinds_written(source: str) -> set[str]:
    """The kinds of mail that a piece of code writes with one of the verbs that write mails."""
    writing = ("tell", "tell_each", "post", "post_each", "_hand_over_requests")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    first = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id in writing]
    return {
        node.value
        for argument in first
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_kind_of_mail_that_is_written_is_worded_and_the_other_way_round(app):
    written = {kind for path in Path(portal.__file__).parent.rglob("*.py") for kind in kinds_written(path.read_text())}

    written |= set(Round)  # the news writes its mails by what they are called there
    written |= {"given to you", GIVEN_AWAY}  # each to one of two people
    written |= {*answers.WORDED, messages.KIND}  # what came by mail is answered as was decided about it

    assert written == set(kinds())


def test_the_kinds_are_found_in_code_also_behind_a_condition():
    planted = (
        'tell("moved" if late else "left", ticket, people)\npost("digest", 1, 2)\nsay("hello")\n'
        'tell_each({one: "seen" for one in people}, ticket)'
    )

    assert kinds_written(planted) == {"moved", "left", "digest", "seen"}


def test_links_lead_to_the_configured_address_wherever_the_portal_is_opened(app, bram, newest, monkeypatch):
    monkeypatch.setitem(app.config, "BASE_URL", "https://loket.example/balie/")
    bram.files()

    mail = newest("bram")

    assert mail.links == ["https://loket.example/balie/linde/requests/1"]
    assert "https://loket.example/balie" in mail


def test_dates_are_said_in_full_since_a_mail_is_read_later(bram, newest, noon):
    bram.files()

    mail = newest("bram")

    for word in ("vandaag", "morgen", "today", "tomorrow"):
        assert word not in mail


def test_nobody_is_invited_to_answer_by_mail(bram, post_office, noon):
    bram.files()

    [message] = post_office.mails("bram")

    assert "niet door deze mail te beantwoorden" in read(message) or "not by replying to this e-mail" in read(message)
    assert message["Reply-To"] is None


def test_the_plain_part_has_short_lines_whole_addresses_and_no_entities(bram, desk, post_office, noon):
    ticket = bram.files("Jan's & Piet's <rooster>")
    desk.answers(ticket, "Zie https://ergens.example/" + "lang/" * 30 + " & klik op <Ruilen>. " + "Woord " * 60)

    plain = post_office.mails("bram")[-1].get_body(("plain",)).get_content()

    assert "https://ergens.example/" + "lang/" * 30 in plain
    assert "Onderwerp: Jan's & Piet's <rooster>" in plain or "Subject: Jan's & Piet's <rooster>" in plain
    assert "& klik op <Ruilen>." in " ".join(plain.split())
    assert "&amp;" not in plain
    assert all(len(line) <= 72 for line in plain.splitlines() if "http" not in line)


def test_the_html_part_shows_what_people_typed_as_they_typed_it(bram, desk, post_office, noon):
    ticket = bram.files("<b>Vet</b> & <img src=x>")
    desk.answers(ticket, "<script>alert(1)</script> en <img src=https://elders.example/p.png>")

    html = post_office.mails("bram")[-1].get_body(("html",)).get_content()

    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html
