"""Back, and Send once more, in a browser without scripts: the page comes anew, with a new key around the old words."""

import pytest

from tests.players import Filed, Page, Player

PATH = "/linde/new/question/planning"
WORDS = {"subject": "Waar staat mijn rooster?", "note": "Ik zoek het."}


def sends(who: Player, path: str, fields: dict[str, str], *, on: str = "", as_: str = "navigate") -> Page:
    """Open the page anew and post its form, as a browser does."""
    filled = who.opens(on or path).form(path if on else "") | fields
    return Page(who.browser.post(path, data=filled, headers={"Sec-Fetch-Mode": as_}))


def test_the_same_question_is_recognised_and_shown_with_what_was_sent(bram):
    sends(bram, PATH, WORDS)

    again = sends(bram, PATH, WORDS)

    assert again.status == 409
    assert "Deze aanvraag had je al verstuurd" in again
    assert "/linde/requests/1" in again.links
    assert {name: again.form("")[name] for name in WORDS} == WORDS
    assert len(bram.lists()) == 1


def test_who_means_it_sends_it_twice_and_a_double_click_on_that_is_one(bram):
    sends(bram, PATH, WORDS)
    filled = sends(bram, PATH, WORDS).form("")

    for _time in range(2):
        answer = bram.browser.post(PATH, data=filled, headers={"Sec-Fetch-Mode": "navigate"})
        assert answer.headers["Location"] == "/linde/requests/2/sent"


def test_the_same_post_come_twice_leads_to_the_same_request_without_a_question(bram):
    filled = bram.opens(PATH).form("") | WORDS

    for _time in range(2):
        answer = bram.browser.post(PATH, data=filled, headers={"Sec-Fetch-Mode": "navigate"})
        assert answer.headers["Location"] == "/linde/requests/1/sent"


@pytest.mark.parametrize("other", [{"note": "Iets anders."}, {"subject": "Iets anders?"}, {"confidential": "y"}])
def test_other_words_are_another_question(bram, other):
    sends(bram, PATH, WORDS)

    assert sends(bram, PATH, WORDS | other).status == 303


def test_after_ten_minutes_it_is_another_question(bram, later):
    sends(bram, PATH, WORDS)

    with later(minutes=11):
        assert sends(bram, PATH, WORDS).status == 303


def test_a_colleague_may_ask_the_same(bram, karim):
    sends(bram, PATH, WORDS)

    assert sends(karim, PATH, WORDS).status == 303


@pytest.mark.parametrize("key", ["kept.0123456789", "a key of a program"])
def test_who_keeps_a_key_is_not_asked(bram, key):
    sends(bram, PATH, WORDS)

    assert sends(bram, PATH, WORDS | {"key": key}).status == 303
    assert sends(bram, PATH, WORDS | {"key": f"{key}2"}).status == 303


def test_a_program_is_not_asked(bram):
    sends(bram, PATH, WORDS, as_="cors")

    assert sends(bram, PATH, WORDS, as_="cors").status == 303


def test_the_same_reply_is_recognised_and_another_is_sent(bram):
    ticket = bram.files()
    reply = f"{ticket.path}/replies"
    assert sends(bram, reply, {"body": "Ik weet al meer."}, on=ticket.path).status == 303

    again = sends(bram, reply, {"body": "Ik weet al meer."}, on=ticket.path)

    assert again.status == 409
    assert "Dit bericht had je al verstuurd." in again
    assert again.form(reply)["body"] == "Ik weet al meer."
    assert bram.page(ticket).text.count("Ik weet al meer.") == 1
    assert bram.browser.post(reply, data=again.form(reply), headers={"Sec-Fetch-Mode": "navigate"}).status_code == 303
    assert bram.page(ticket).text.count("Ik weet al meer.") == 2
    assert sends(bram, reply, {"body": "En nog meer."}, on=ticket.path).status == 303


def test_the_same_words_in_another_request_are_another_reply(bram):
    for ticket in (bram.files(), bram.files()):
        assert sends(bram, f"{ticket.path}/replies", {"body": "Dank je."}, on=ticket.path).status == 303


@pytest.mark.parametrize("send", ["answer", "ask", "comment", "note"])
def test_the_desk_is_asked_as_well(joost, bram, send):
    ticket = bram.files()
    first, again = (says(joost, ticket, send) for _time in range(2))

    assert (first.status, again.status) == (303, 409)
    assert "Dit bericht had je al verstuurd." in again.soup.select_one(".collide").get_text()
    assert joost.page(ticket).text.count("Kijk onder Planning.") == 1


def says(joost: Player, ticket: Filed, send: str) -> Page:
    path = joost.path_of(ticket)
    return sends(joost, f"{path}/replies", {"send": send, "body": "Kijk onder Planning."}, on=path)
