"""What somebody sends arrives once: with an impatient finger, and after the back button."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.stage import Demo, Window

pytestmark = pytest.mark.browser

SUBJECT = "Eén keer is genoeg"


def writes_a_question(bram: Person) -> None:
    bram.opens("/linde/new/question/planning")
    bram.fills("Subject", SUBJECT)
    bram.fills("Explanation", "Wordt dit één aanvraag?")


def opens_a_new_request(bram: Person) -> None:
    writes_a_question(bram)
    bram.presses("Send")
    bram.presses("View your request")


def replies_and_goes_back(bram: Person) -> None:
    opens_a_new_request(bram)
    bram.fills("Your reply", "Dit zeg ik één keer.")
    bram.presses("Send reply")
    bram.reads("Your reply is sent.")
    bram.page.go_back()
    expect(bram.field("Your reply")).to_have_value("Dit zeg ik één keer.")


def filed(demo: Demo) -> int:
    with closing(sqlite3.connect(demo.engine.path)) as behind:
        return behind.execute("select count(*) from ticket where subject = ?", (SUBJECT,)).fetchone()[0]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_on_send_makes_one_request(window: Window, demo: Demo, scripts: bool) -> None:
    bram = Person(window("bram", scripts=scripts))
    writes_a_question(bram)

    bram.button("Send").dblclick()

    bram.reads("Your question is sent")
    assert filed(demo) == 1


def _sends_a_form(request: Any) -> bool:
    return request.method == "POST" and request.is_navigation_request()  # scripts post too, to keep drafts


def test_a_double_click_sends_one_post(window: Window) -> None:
    bram = Person(window("bram"))
    writes_a_question(bram)
    posts: list[str] = []
    bram.page.on("request", lambda request: posts.append(request.url) if _sends_a_form(request) else None)

    bram.button("Send").dblclick()

    bram.reads("Your question is sent")
    assert len(posts) == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_on_a_reply_says_it_once(window: Window, scripts: bool) -> None:
    bram = Person(window("bram", scripts=scripts))
    opens_a_new_request(bram)
    bram.fills("Your reply", "Dit zeg ik één keer.")

    bram.button("Send reply").dblclick()

    bram.reads("Your reply is sent.")
    assert bram.page.locator(".thread .tx", has_text="Dit zeg ik één keer.").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_back_and_forth_after_sending_neither_loses_nor_repeats(window: Window, demo: Demo, scripts: bool) -> None:
    bram = Person(window("bram", scripts=scripts))
    writes_a_question(bram)
    bram.presses("Send")
    bram.reads("Your question is sent")
    sent = bram.page.url

    bram.page.go_back()
    expect(bram.field("Subject")).to_have_value(SUBJECT)
    bram.page.go_forward()

    bram.reads("Your question is sent")
    assert bram.page.url == sent
    assert filed(demo) == 1


def test_sent_again_after_going_back_it_is_the_same_question(window: Window, demo: Demo) -> None:
    bram = Person(window("bram"))
    writes_a_question(bram)
    bram.presses("Send")
    bram.reads("Your question is sent")
    sent = bram.page.url

    bram.page.go_back()
    expect(bram.field("Subject")).to_have_value(SUBJECT)
    bram.presses("Send")

    bram.reads("Your question is sent")
    assert bram.page.url == sent
    assert filed(demo) == 1


def test_without_scripts_the_same_question_is_recognised_and_sent_twice_only_on_purpose(
    window: Window, demo: Demo
) -> None:
    bram = Person(window("bram", scripts=False))
    writes_a_question(bram)
    bram.presses("Send")
    bram.reads("Your question is sent")
    reference = bram.page.locator(".lead .num").inner_text()

    bram.page.go_back()
    expect(bram.field("Subject")).to_have_value(SUBJECT)
    bram.presses("Send")

    bram.reads("You already sent this request")
    expect(bram.page.get_by_role("link", name=bram.words("View %(reference)s", reference=reference))).to_be_visible()
    expect(bram.field("Subject")).to_have_value(SUBJECT)
    bram.takes_picture("sent-before")
    assert filed(demo) == 1
    bram.presses("Send")
    bram.reads("Your question is sent")
    assert filed(demo) == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_changed_after_going_back_it_is_another_question(window: Window, demo: Demo, scripts: bool) -> None:
    bram = Person(window("bram", scripts=scripts))
    writes_a_question(bram)
    bram.presses("Send")
    bram.reads("Your question is sent")

    bram.page.go_back()
    bram.fills("Explanation", "En nu nog iets anders.")
    bram.presses("Send")

    bram.reads("Your question is sent")
    assert filed(demo) == 2


def test_two_replies_after_each_other_both_arrive(window: Window) -> None:
    bram = Person(window("bram"))
    opens_a_new_request(bram)
    for words in ("Eerst dit.", "Dan dat.", "Dan dat."):
        bram.fills("Your reply", words)
        bram.presses("Send reply")
        bram.reads("Your reply is sent.")
        expect(bram.field("Your reply")).to_have_value("")

    assert bram.page.locator(".thread .msg").count() == 4


def test_a_reply_sent_again_after_going_back_is_said_once(window: Window) -> None:
    bram = Person(window("bram"))
    replies_and_goes_back(bram)

    bram.presses("Send reply")
    bram.reads("Your reply is sent.")

    assert bram.page.locator(".thread .tx", has_text="Dit zeg ik één keer.").count() == 1


def test_without_scripts_a_reply_sent_again_after_going_back_is_recognised(window: Window) -> None:
    bram = Person(window("bram", scripts=False))
    replies_and_goes_back(bram)

    bram.presses("Send reply")

    bram.reads("You already sent this message. Do you want to send it twice? Then send it again.")
    expect(bram.field("Your reply")).to_have_value("Dit zeg ik één keer.")
    assert bram.page.locator(".thread .tx", has_text="Dit zeg ik één keer.").count() == 1
