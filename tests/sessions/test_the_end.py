"""What an open page knows of the end of its session, and the press that goes on."""

import pytest
from sqlalchemy import select, update

from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Account, Session
from tenants.passwords import keyed_token
from tests.players import Page, Player

PATH = "/account/session"
MINUTE = 60


def whose(player: Player) -> str:
    """The word that a page of somebody names their account by."""
    with player.app.app_context():
        email = player.one.email if player.one else ""
        account_id = db.session.scalar(select(Account.id).where(Account.email == email))
        return keyed_token("whose", str(account_id))[:12]


def told(player: Player, of: str | None = None) -> dict:
    path = f"{PATH}?whose={whose(player) if of is None else of}"
    return player.opens(path, Accept="application/json").response.get_json()


def left_on(page: Page) -> int:
    bar = page.soup.select_one(".endbar")
    assert bar
    return int(bar["data-left"])


def test_a_page_carries_when_its_session_ends(bram):
    assert 12 * 60 * MINUTE - left_on(bram.opens("/linde/")) < 5 * MINUTE
    assert bram.opens("/signin").soup.select_one(".endbar") is None


def test_opening_a_page_late_is_use_and_the_page_knows(bram, later):
    with later(hours=11):
        assert 12 * 60 * MINUTE - left_on(bram.opens("/linde/")) < MINUTE


def test_asking_how_long_is_no_use(bram, later):
    with later(hours=11, minutes=55):
        assert told(bram)["left"] <= 5 * MINUTE
        assert told(bram)["told"] == "soon"
        assert "Wil je verder werken?" in told(bram)["words"]
    with later(hours=11, minutes=58):
        assert told(bram)["left"] <= 2 * MINUTE
    with later(hours=12, minutes=1):
        assert told(bram)["left"] == 0


def test_one_press_goes_on_for_twelve_hours(bram, later):
    token = bram.opens("/linde/").soup.select_one("input[name=csrf_token]")
    assert token
    with later(hours=11, minutes=55):
        answer = bram.browser.post(PATH, data={"csrf_token": token["value"]}, headers={"Accept": "application/json"})
        assert answer.status_code == 204
        assert told(bram)["left"] == 12 * 60 * MINUTE
        again = bram.browser.post(PATH, data={"csrf_token": token["value"]})
        assert (again.status_code, again.headers["Location"]) == (303, "/")
    with later(hours=23):
        assert bram.opens("/linde/").status == 200


def test_a_press_without_its_token_is_no_press(bram, later):
    with later(hours=11, minutes=55):
        assert bram.browser.post(PATH, data={}).status_code == 400


def test_after_thirty_days_going_on_helps_no_more(bram, app, later):
    with later(days=29, hours=23, minutes=55):
        with app.app_context(), write_transaction():
            db.session.execute(update(Session).values(used_at=now()))
        assert told(bram)["left"] <= 5 * MINUTE
        assert told(bram)["told"] == "last"


def test_a_visitor_has_no_session_to_end(nobody):
    assert (told(nobody, "")["left"], told(nobody, "")["told"]) == (0, "over")


def test_after_the_end_it_says_so(bram, later):
    with later(hours=13):
        assert told(bram)["left"] == 0


def test_to_the_page_of_somebody_else_it_is_over(bram, samira):
    assert told(bram) == {"left": told(bram)["left"], "told": "", "words": ""}
    assert told(bram, whose(samira))["told"] == "over"
    assert "Je bent uitgelogd." in told(bram, "nonsense")["words"]


def test_the_word_for_whose_it_is_differs_and_tells_no_number(bram, samira):
    words = {
        bar["data-session"] for player in (bram, samira) if (bar := player.opens("/linde/").soup.select_one(".endbar"))
    }

    assert words == {f"{PATH}?whose={whose(player)}" for player in (bram, samira)}
    assert len(words) == 2
    assert not any(word.rpartition("=")[2].isdigit() for word in words)


def test_what_was_typed_before_the_end_is_sent_with_the_old_page_after_signing_in_again(bram, later):
    path = "/linde/new/question/planning"
    standing = bram.opens(path).form("")
    with later(hours=13):
        bram.signs_in()
        sent = bram.browser.post(path, data=standing | {"subject": "Lang verhaal", "note": "Een uur aan."})
        assert sent.status_code == 303
        assert bram.lists()[0] == "Lang verhaal"


@pytest.mark.parametrize("first", ["samira", "henk"])
def test_a_page_of_somebody_else_is_not_sent_by_who_signs_in_after_them(come, first, later):
    path = "/linde/new/question/planning"
    player = come(first)
    standing = player.opens(path).form("")
    with later(hours=13):
        player.one = come("bram").one
        player.signs_in()
        sent = player.browser.post(path, data=standing | {"subject": "Van een ander", "note": "x"})
        assert sent.status_code == 400


def test_a_sign_in_after_signing_out_gets_a_token_of_its_own(bram):
    before = bram.opens("/account").form("/account")["csrf_token"]
    bram.posts("/signout", {}, on="/linde/")
    bram.signs_in()

    assert bram.browser.post("/account", data={"csrf_token": before, "name": "X"}).status_code == 400
