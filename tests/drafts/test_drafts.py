"""Drafts: what somebody typed is kept, comes back, and is gone once it is sent."""

import io
import re

import pytest

from portal.drafts.duties import sweep_drafts
from tests.files.pictures import PDF
from tests.players import Page

FORM = "/linde/new/question/planning"
SAVE = "/linde/drafts?kind=question&service=planning"


def saves(player, on: str = FORM, **fields) -> Page:
    """Press "Save as draft" on a form."""
    return Page(player.browser.post(SAVE, data=player.opens(on).form("") | fields))


def presses(player, path: str, on: str) -> Page:
    """Press the button of a form that holds nothing else."""
    return Page(player.browser.post(path, data=player.opens(on).form(path)))


def drafts(player) -> list[str]:
    return [link.get_text() for link in player.opens("/linde/drafts").soup.select(".drafts a.t")]


def test_a_draft_comes_back_with_everything_files_too(bram):
    there = saves(bram, subject="Half", note="Ik was bezig", confidential="y", files=[(io.BytesIO(PDF), "een.pdf")])

    assert there.status == 303
    page = bram.opens(there.location)
    assert re.search(r"Bewaard als concept om \d\d\.\d\d uur", page.text)
    form = page.form("")
    assert (form["subject"], form["note"], form["confidential"]) == ("Half", "Ik was bezig", "y")
    assert "een.pdf" in page
    assert drafts(bram) == ["Half"]
    assert "Je hebt 1 concept" in bram.opens("/linde/")


def test_a_draft_that_is_sent_is_gone_and_sent_once(bram):
    there = saves(bram, subject="Half", note="Ik was bezig")
    form = bram.opens(there.location).form("") | {"subject": "Heel"}

    first = Page(bram.browser.post(FORM, data=form))
    again = Page(bram.browser.post(FORM, data=form))

    assert first.status == again.status == 303
    assert first.location == again.location
    assert drafts(bram) == []
    assert "concept" not in bram.opens("/linde/")


def test_who_goes_back_to_a_draft_that_was_sent_is_led_to_the_request_it_became(bram, samira):
    there = saves(bram, subject="Half", note="Ik was bezig")
    sent = Page(bram.browser.post(FORM, data=bram.opens(there.location).form("")))

    back = bram.opens(there.location)
    assert back.status == 303
    assert back.location == sent.location.removesuffix("/sent")
    assert "Je hebt dit concept al verstuurd. Dit is de aanvraag die het werd." in bram.opens(back.location)
    assert samira.opens(there.location).status == 404


def test_saving_that_comes_after_sending_leaves_no_draft_behind(bram):
    form = bram.opens(FORM).form("") | {"subject": "Heel", "note": "Klaar"}
    sent = Page(bram.browser.post(FORM, data=form))

    by_script = bram.browser.post(SAVE, data=form, headers={"Accept": "application/json"})
    by_button = Page(bram.browser.post(SAVE, data=form))

    assert by_script.status_code == 409
    assert by_script.get_json()["words"] == "Je hebt dit concept al verstuurd. Dit is de aanvraag die het werd."
    assert by_button.location == sent.location.removesuffix("/sent")
    assert drafts(bram) == []


@pytest.mark.parametrize("known", [True, False], ids=["its second saving", "its first saving"])
def test_sending_while_the_form_is_being_saved_leaves_no_draft_behind(bram, known):
    here = saves(bram, subject="Half").location if known else FORM
    form = bram.opens(here).form("") | {"subject": "Heel", "note": "Klaar"}

    bram.browser.post(SAVE, data=form, headers={"Accept": "application/json"})  # its answer comes too late
    assert Page(bram.browser.post(FORM, data=form)).status == 303

    assert drafts(bram) == []


def test_what_another_tab_saved_later_can_be_sent_too(bram):
    here = saves(bram, subject="Begin").location
    older = bram.opens(here).form("") | {"note": "Uit het oude tabblad"}
    Page(bram.browser.post(SAVE, data=bram.opens(here).form("") | {"note": "Nieuwer"}))
    first = Page(bram.browser.post(FORM, data=older))

    second = Page(bram.browser.post(FORM, data=bram.opens(here).form("")))

    assert first.status == second.status == 303
    assert first.location != second.location
    assert "Nieuwer" in bram.opens(second.location.removesuffix("/sent"))


def test_a_draft_is_seen_by_nobody_else(bram, samira, henk, tom):
    there = saves(bram, subject="Geheim")

    public = there.location.partition("draft=")[2]
    for other in (samira, henk):
        assert drafts(other) == []
        assert other.opens(there.location).status == 404
        assert other.sends(f"/linde/drafts/{public}/deletion", {}).status == 404
    assert tom.opens(f"/vechtdal/new/question/planning?draft={public}").status == 404
    assert drafts(bram) == ["Geheim"]


def test_a_draft_that_was_thrown_away_can_be_taken_back_for_an_hour(app, bram, later):
    public = saves(bram, subject="Weg ermee").location.partition("draft=")[2]

    gone = presses(bram, f"/linde/drafts/{public}/deletion", on="/linde/drafts")
    assert drafts(bram) == []
    back = presses(bram, f"/linde/drafts/{public}/restoration", on=gone.location)
    assert back.status == 303
    assert drafts(bram) == ["Weg ermee"]

    presses(bram, f"/linde/drafts/{public}/deletion", on="/linde/drafts")
    with later(hours=1.1):
        with app.app_context():
            assert sweep_drafts() == 1
        assert bram.sends(f"/linde/drafts/{public}/restoration", {}).status == 404


def test_after_30_days_a_draft_is_gone_and_not_before(bram, later):
    saves(bram, subject="Oud")

    with later(days=29.9):
        bram.signs_in()
        assert drafts(bram) == ["Oud"]
    with later(days=30.1):
        bram.signs_in()
        assert drafts(bram) == []


def test_of_two_tabs_the_later_one_is_shown_both_texts_and_loses_neither(bram):
    here = saves(bram, subject="Begin").location
    one, other = bram.opens(here).form(""), bram.opens(here).form("")
    assert Page(bram.browser.post(SAVE, data=one | {"note": "Uit het eerste tabblad"})).status == 303

    page = Page(bram.browser.post(SAVE, data=other | {"note": "Uit het tweede tabblad"}))

    assert page.status == 409
    assert "Uit het eerste tabblad" in page
    assert "Uit het tweede tabblad" in page
    both = page.form("/linde/drafts")
    assert Page(bram.browser.post(SAVE, data=both)).status == 303
    assert drafts(bram) == ["Begin", "Begin"]
    told = [
        bram.opens(link["href"]).form("")["note"] for link in bram.opens("/linde/drafts").soup.select(".drafts a.t")
    ]
    assert sorted(told) == ["Uit het eerste tabblad", "Uit het tweede tabblad"]


def test_sending_an_older_tab_leaves_what_the_newer_one_saved(bram):
    here = saves(bram, subject="Begin").location
    older = bram.opens(here).form("") | {"note": "Uit het oude tabblad"}
    Page(bram.browser.post(SAVE, data=bram.opens(here).form("") | {"note": "Nieuwer"}))

    assert Page(bram.browser.post(FORM, data=older)).status == 303
    assert drafts(bram) == ["Begin"]


def test_a_script_is_told_where_the_draft_is_and_the_same_form_begins_one(bram):
    form = bram.opens(FORM).form("") | {"subject": "Half"}

    first, second = (
        bram.browser.post(SAVE, data=form, headers={"Accept": "application/json"}).get_json() for _ in range(2)
    )

    assert first["draft"] == second["draft"]
    assert first["words"].startswith("Bewaard als concept om ")
    assert len(drafts(bram)) == 1


def test_odd_drafts_are_refused_or_kept_faithfully(bram):
    form = bram.opens(FORM).form("")

    for kind in ("change", "niets", "question' or 1=1"):
        assert bram.browser.post(f"/linde/drafts?kind={kind}&service=planning", data=form).status_code == 404
    assert bram.browser.post("/linde/drafts?kind=question&service=niets", data=form).status_code == 404
    assert bram.browser.post(SAVE, data=form | {"note": "x" * 200_001}).status_code == 413
    odd = {"subject": "a\x00b 👩‍🌾", "version": "10" * 20, "draft": "-1", "files": ["../../etc/passwd", "0" * 24]}
    there = Page(bram.browser.post(SAVE, data=form | odd))
    assert there.status == 303
    assert bram.opens(there.location).form("")["subject"] == "ab 👩‍🌾"
