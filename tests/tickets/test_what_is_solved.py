"""The page of what is solved: how it ended, and one way to say that it did not."""

import pytest

from tests.notices.reading import follows


def ways_to_say_no(page) -> list[str]:
    """What the forms with words, apart from the rating, post to."""
    forms = page.soup.select("main form:has(textarea)")
    return [form["action"].rsplit("/", 1)[1] for form in forms if not form["action"].endswith("rating")]


def steps(page) -> list[str]:
    """What the four steps of a request say below their titles."""
    return [step.small.get_text() for step in page.soup.select(".steps li")]


def card(page, title: str) -> str:
    found = [one for one in page.soup.select("aside .card") if one.h2 and one.h2.get_text() == title]
    return " ".join(found[0].get_text(" ").split()) if found else ""


@pytest.mark.usefixtures("noon")
def test_who_may_reopen_reads_how_it_ended_and_has_one_way_to_say_that_it_did_not(bram, joost):
    ticket = bram.files()
    joost.resolves(ticket, reason="instruction")

    page = bram.page(ticket)

    assert ways_to_say_no(page) == ["reopening"]
    assert "Heropenen" in page.buttons
    told = "Afloop Afgerond op dinsdag 17 november Uitleg gegeven Heropenen kan tot donderdag 17 december"
    assert card(page, "Afloop") == told
    assert card(page, "Afspraak") == ""


def test_who_only_follows_opens_it_again_by_a_reply(app, bram, karim, joost):
    ticket = bram.files()
    follows(app, ticket, "karim")
    joost.resolves(ticket)

    page = karim.page(ticket)

    assert ways_to_say_no(page) == ["replies"]
    assert "Je reactie opent de aanvraag weer." in page


def test_what_runs_tells_who_has_it_and_nothing_of_an_end(bram, joost):
    ticket = bram.files()
    joost.comments(ticket)

    page = bram.page(ticket)

    assert "Joost van Dam" in card(page, "Afspraak")
    assert card(page, "Afloop") == ""


def test_what_is_closed_tells_how_it_ended_and_a_reply_becomes_a_new_request(bram, joost, post_office, later):
    ticket = bram.files()
    joost.resolves(ticket)
    with later(days=31):
        post_office.works()
        bram.signs_in()
        page = bram.page(ticket)

        assert "Afgerond op" in card(page, "Afloop")
        assert "Heropenen kan" not in card(page, "Afloop")
        assert ways_to_say_no(page) == ["replies"]


def test_a_reply_on_an_old_page_that_is_refused_keeps_its_place(bram, joost):
    ticket = bram.files()
    joost.resolves(ticket)

    page = bram.sends(f"{ticket.path}/replies", {"body": "x" * 20_001, "key": "12345678"})

    assert page.status == 422
    assert page.form(f"{ticket.path}/replies")["body"] == "x" * 20_001


@pytest.mark.usefixtures("noon")
def test_the_steps_behind_a_request_tell_when_they_ended(bram, joost, later):
    ticket = bram.files()
    with later(hours=2):
        joost.answers(ticket)
        answered = steps(bram.page(ticket))
    with later(hours=3):
        joost.resolves(ticket, reason="instruction")
        resolved = steps(bram.page(ticket))

    assert answered[:2] == ["vandaag, 12.00", "vandaag, 14.00"]
    assert resolved == ["vandaag, 12.00", "vandaag, 15.00", "vandaag, 15.00", "Uitleg gegeven"]


def test_the_page_of_what_is_solved_asks_how_it_went_once(bram, joost):
    ticket = bram.files()
    joost.resolves(ticket)

    page = bram.page(ticket)

    assert len(page.soup.select("#rating")) == 1
    assert page.soup.select('a[href="#rating"]') == []
