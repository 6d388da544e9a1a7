"""A reply that is not sent yet: kept for who types it, shown to nobody else, gone once it is sent."""

import io
import re

import pytest

from portal.drafts.duties import sweep_replies
from tests.files.pictures import PDF
from tests.players import Page

SAVED = r"Bewaard als concept om \d\d\.\d\d uur"


@pytest.fixture
def ticket(bram):
    return bram.files("Waar staat mijn rooster?")


def saves(player, ticket, **fields) -> Page:
    """Press "Save as draft" below a reply or a message."""
    path = player.path_of(ticket)
    return Page(player.browser.post(f"{path}/draft", data=player.page(ticket).form(f"{path}/replies") | fields))


def by_script(player, ticket, form: dict, **fields):
    """Save as the script does."""
    return player.browser.post(
        f"{player.path_of(ticket)}/draft", data=form | fields, headers={"Accept": "application/json"}
    )


def begun(player, ticket, query: str = "") -> str:
    page = player.opens(player.path_of(ticket) + query)
    return page.form(f"{player.path_of(ticket)}/replies")["body"]


def test_a_reply_comes_back_with_its_files_and_is_gone_once_it_is_sent(bram, joost, ticket):
    there = saves(bram, ticket, body="Ik ben nog bezig", files=[(io.BytesIO(PDF), "bewijs.pdf")])

    assert there.status == 303
    page = bram.opens(there.location)
    assert re.search(SAVED, page.text)
    assert "Je concept van vandaag" in page
    form = page.form(f"{ticket.path}/replies")
    assert form["body"] == "Ik ben nog bezig"
    assert "bewijs.pdf" in page

    assert Page(bram.browser.post(f"{ticket.path}/replies", data=form)).status == 303
    assert begun(bram, ticket) == ""
    assert "Ik ben nog bezig" in joost.page(ticket)
    assert "bewijs.pdf" in joost.page(ticket)


def test_a_draft_of_a_reply_is_seen_by_nobody_else(bram, samira, anneke, joost, marijke, tom, nobody, ticket):
    saves(bram, ticket, body="Geheimwoord")

    for other in (samira, anneke, joost, marijke):
        assert "Geheimwoord" not in other.page(ticket).html
        assert begun(other, ticket) == ""
    for verb in ("draft", "draft/deletion", "draft/restoration"):
        assert tom.sends(f"{ticket.path}/{verb}", {"body": "x"}).status == 404
        assert nobody.browser.post(f"{ticket.path}/{verb}", data={"body": "x"}).status_code in (302, 303, 400)
    assert begun(bram, ticket) == "Geheimwoord"


def test_two_people_each_have_their_own_draft_of_one_request(bram, samira, ticket):
    saves(bram, ticket, body="Van Bram")
    saves(samira, ticket, body="Van Samira")

    samira.replies(ticket, "Van Samira")
    assert begun(samira, ticket) == ""
    assert begun(bram, ticket) == "Van Bram"


def test_a_draft_that_was_thrown_away_can_be_taken_back_for_an_hour(app, bram, ticket, later):
    saves(bram, ticket, body="Weg ermee")

    gone = bram.acts(ticket, "draft/deletion")
    assert begun(bram, ticket) == ""
    page = bram.opens(gone.location)
    assert "Het concept is weggegooid" in page
    back = f"{ticket.path}/draft/restoration"
    assert Page(bram.browser.post(back, data=page.form(back))).status == 303
    assert begun(bram, ticket) == "Weg ermee"

    bram.acts(ticket, "draft/deletion")
    with later(hours=1.1), app.app_context():
        assert sweep_replies() == 1


def test_after_30_days_a_draft_is_gone(bram, ticket, later):
    saves(bram, ticket, body="Oud")

    with later(days=29.9):
        bram.signs_in()
        assert begun(bram, ticket) == "Oud"
    with later(days=30.1):
        bram.signs_in()
        assert begun(bram, ticket) == ""


def test_an_emptied_reply_leaves_no_draft(bram, ticket):
    saves(bram, ticket, body="Toch niet")

    saves(bram, ticket, body="")
    assert "Je concept van" not in bram.page(ticket)


def test_a_script_that_comes_too_late_leaves_no_draft_behind(bram, joost, ticket):
    for player, send in ((bram, {}), (joost, {"send": "answer"}), (joost, {"send": "note", "ring": "note"})):
        form = player.page(ticket).form(f"{player.path_of(ticket)}/replies") | {"body": "Klaar"} | send
        assert by_script(player, ticket, form, body="Kla").get_json()["version"] == 1
        form |= {"version": ""}  # it was sent before the answer came
        assert Page(player.browser.post(f"{player.path_of(ticket)}/replies", data=form)).status == 303

        late = by_script(player, ticket, form)
        assert late.status_code == 409
        assert late.get_json()["words"] == "Je hebt dit al verstuurd. Er is geen concept meer van."
        assert begun(player, ticket, "?ring=note" if "ring" in send else "") == ""


def test_of_two_tabs_the_later_one_is_shown_both_texts_and_loses_neither(bram, joost, ticket):
    for player in (bram, joost):
        one, other = (player.page(ticket).form(f"{player.path_of(ticket)}/replies") for _tab in range(2))
        assert by_script(player, ticket, one, body="Uit het eerste tabblad").status_code == 200

        assert by_script(player, ticket, other, body="Uit het tweede").status_code == 409
        page = Page(
            player.browser.post(f"{player.path_of(ticket)}/draft", data=other | {"body": "Uit het tweede tabblad"})
        )
        assert page.status == 409
        assert "Uit het eerste tabblad" in page
        form = page.form(f"{player.path_of(ticket)}/replies")
        assert form["body"] == "Uit het tweede tabblad"
        assert Page(player.browser.post(f"{player.path_of(ticket)}/draft", data=form)).status == 303
        assert begun(player, ticket) == "Uit het tweede tabblad"


def test_sending_one_tab_leaves_what_the_other_saved(bram, ticket):
    one, other = (bram.page(ticket).form(f"{ticket.path}/replies") for _tab in range(2))
    by_script(bram, ticket, other, body="Uit het andere tabblad")

    assert Page(bram.browser.post(f"{ticket.path}/replies", data=one | {"body": "Verstuurd"})).status == 303
    assert begun(bram, ticket) == "Uit het andere tabblad"


def test_at_the_desk_a_reply_and_a_note_are_two_drafts(joost, marijke, bram, ticket):
    saves(joost, ticket, ring="reply", body="Beste Bram")
    page = Page(joost.browser.get(joost.path_of(ticket)))
    assert "Je was ook" not in page
    saves(joost, ticket, ring="note", body="Onder ons")

    page = joost.page(ticket)
    assert page.form(f"{joost.path_of(ticket)}/replies")["body"] == "Beste Bram"
    assert "Je was ook met een notitie bezig" in page
    assert begun(joost, ticket, "?ring=note") == "Onder ons"
    assert "Onder ons" not in marijke.page(ticket).html
    assert "Onder ons" not in bram.page(ticket).html

    joost.acts(ticket, "replies", send="note", ring="note", body="Onder ons, af")
    assert begun(joost, ticket) == "Beste Bram"
    joost.acts(ticket, "replies", send="answer", ring="reply", body="Beste Bram, zie Planning.")
    assert begun(joost, ticket) == ""


def test_a_note_on_a_finished_request_is_kept_too(joost, bram, ticket, later, app):
    joost.resolves(ticket)
    saves(joost, ticket, ring="note", body="Nog nakijken")

    assert begun(joost, ticket) == "Nog nakijken"


def test_a_reply_that_was_begun_is_shown_also_when_the_request_was_solved_meanwhile(bram, joost, ticket):
    saves(bram, ticket, body="Ik was nog bezig")
    joost.resolves(ticket)

    assert begun(bram, ticket) == "Ik was nog bezig"


def test_a_file_of_a_draft_is_kept_as_long_as_the_draft(app, bram, ticket, later):
    from portal.files.duties import sweep_staged

    saves(bram, ticket, body="Met bijlage", files=[(io.BytesIO(PDF), "bewijs.pdf")])
    with later(days=20):
        bram.signs_in()
        with app.app_context():
            assert sweep_staged() == 0
        assert "bewijs.pdf" in bram.page(ticket)


def test_more_than_a_person_types_is_no_draft(bram, ticket):
    assert saves(bram, ticket, body="x" * 200_001).status == 413
    assert saves(bram, ticket, body="a\0b 👩‍🌾").status == 303
    assert begun(bram, ticket) == "ab 👩‍🌾"


@pytest.mark.parametrize("who", ["bram", "joost"])
@pytest.mark.parametrize("script", [True, False], ids=["by itself", "by the button"])
def test_who_was_signed_out_finds_the_draft_after_signing_in(request, ticket, later, who, script):
    player = request.getfixturevalue(who)
    form = player.page(ticket).form(f"{player.path_of(ticket)}/replies") | {"body": "Net te laat"}

    with later(hours=13):
        if script:
            told = by_script(player, ticket, form)
            assert told.status_code == 401
            assert "Wat je typte is bewaard" in told.get_json()["words"]
        else:
            there = Page(player.browser.post(f"{player.path_of(ticket)}/draft", data=form))
            assert there.location.startswith(f"/signin?next={player.path_of(ticket)}")
        player.signs_in()
        assert begun(player, ticket) == "Net te laat"
