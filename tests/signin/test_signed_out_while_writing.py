"""Who is signed out while writing finds everything back after signing in, and sends it with one more press."""

import re

import pytest

from tests.players import Page

FORM = "/linde/new/question/planning"
TEXT = {"subject": "Lang verhaal", "note": "Hier schreef ik een uur aan."}


def sends_too_late(player, path: str, fields: dict, on: str, later, form: str | None = None) -> Page:
    named = form if form is not None else "" if path == on else path
    filled = player.opens(on).form(named) | fields
    with later(hours=13):
        return Page(player.browser.post(path, data=filled))


def test_a_question_that_is_sent_after_the_session_ended_is_there_after_sign_in(bram, later):
    late = sends_too_late(bram, FORM, TEXT, FORM, later)
    assert late.status == 303
    assert late.location.startswith("/signin?next=/linde/new/question/planning")

    with later(hours=13.2):
        bram.signs_in()
        assert "Lang verhaal" not in bram.lists()
        page = bram.opens(FORM)
        form = page.form("")
        assert "Je was uitgelogd. Alles staat er nog" in page
        assert {name: form[name] for name in TEXT} == TEXT
        assert Page(bram.browser.post(FORM, data=form)).status == 303
        assert bram.lists()[0] == "Lang verhaal"
        assert bram.opens(FORM).form("")["subject"] == ""


def test_a_reply_that_is_sent_too_late_is_kept(bram, later):
    ticket = bram.files()

    late = sends_too_late(bram, f"{ticket.path}/replies", {"body": "Mijn reactie"}, ticket.path, later)

    assert late.location == f"/signin?next={ticket.path}"
    with later(hours=13.2):
        bram.signs_in()
        page = bram.page(ticket)
        assert page.form(f"{ticket.path}/replies")["body"] == "Mijn reactie"
        assert len(page.soup.select(".msg")) == 1


def test_an_answer_of_the_desk_is_kept(joost, bram, later):
    ticket = bram.files()
    path = f"/desk/requests/{ticket.reference}"
    sends_too_late(joost, f"{path}/replies", {"body": "Mijn antwoord", "send": "answer"}, path, later)

    with later(hours=13.2):
        joost.signs_in()
        assert joost.opens(path).form(f"{path}/replies")["body"] == "Mijn antwoord"


def test_a_draft_that_is_saved_too_late_is_kept_on_the_page_with_its_form(bram, later):
    late = sends_too_late(bram, "/linde/drafts?kind=question&service=planning", TEXT, FORM, later, form="")
    assert late.location == "/signin?next=/linde/new/question/planning"

    with later(hours=13.2):
        bram.signs_in()
        assert bram.opens(FORM).form("")["subject"] == "Lang verhaal"


@pytest.mark.parametrize("hours", [14.1, 20])
def test_after_an_hour_nothing_is_left(bram, later, hours):
    sends_too_late(bram, FORM, TEXT, FORM, later)

    with later(hours=hours):
        bram.signs_in()
        assert bram.opens(FORM).form("")["note"] == ""


def test_somebody_else_at_the_same_browser_finds_nothing(bram, samira, later):
    sends_too_late(bram, FORM, TEXT, FORM, later)

    with later(hours=13.2):
        bram.one = samira.one
        bram.signs_in()
        assert bram.opens("/linde/").text.count("Samira") == 1
        assert bram.opens(FORM).form("")["note"] == ""


def test_the_same_account_at_another_browser_finds_nothing(bram, come, later):
    sends_too_late(bram, FORM, TEXT, FORM, later)

    with later(hours=13.2):
        assert come("bram").opens(FORM).form("")["note"] == ""


def test_a_stranger_who_posts_leaves_nothing_behind(nobody):
    page = nobody.opens("/signin")
    token = page.form("/signin")["csrf_token"]

    answer = nobody.browser.post(FORM, data=TEXT | {"csrf_token": token})

    assert answer.status_code == 302
    assert not [value for value in answer.headers.getlist("Set-Cookie") if re.match("balie-kept", value)]


def test_what_is_ticked_on_the_last_page_of_a_change_is_kept_and_sent_with_one_more_press(samira, karim, later):
    check = f"{samira.begins_a_change(subject='Nachttoeslag')}/check"
    watcher = samira.finds("Karim")
    ticked = {"confidential": "y", "watchers": watcher}
    late = sends_too_late(samira, check, ticked, check, later, form=check)
    assert late.location == f"/signin?next={check}"

    with later(hours=13.2):
        samira.signs_in()
        assert "Nachttoeslag" not in samira.lists()
        page = samira.opens(check)
        form = page.form(check)
        assert "Je was uitgelogd. Alles staat er nog" in page
        assert {name: form[name] for name in ticked} == ticked
        sent = Page(samira.browser.post(check, data=form))
        assert sent.location.endswith("/sent")
    with later(hours=13.2):
        karim.signs_in()
        assert karim.opens(sent.location.removesuffix("/sent")).title == "Nachttoeslag"
