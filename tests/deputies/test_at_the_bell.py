"""Standing in is told at the bell too: to both, when it begins and when it ends, until they have read it."""

from datetime import timedelta

import pytest

from tenants.clock import at
from tenants.clock import now as the_time
from tests.deputies.standing_in import ends, names
from tests.listing.test_news import bell

HERE = "/linde/notifications"


def told(player) -> list[str]:
    """What stands at the bell about it, the latest first."""
    rows = player.opens(HERE).soup.select(".list li")
    return [" ".join(row.select_one(".t").get_text(" ").split()) for row in rows]


@pytest.mark.parametrize("first", [0, 2])
def test_both_read_that_it_begins_and_that_it_ends_by_itself(henk, anneke, karim, post_office, first):
    names(anneke, "Karim Bouali", henk, first, first + 3)
    assert bell(karim) == bell(anneke) == (first == 0)
    with at(the_time() + timedelta(days=first + 1)):
        post_office.works()
        karim.signs_in(), anneke.signs_in()
        assert (told(karim), bell(karim)) == (["Jij vervangt Anneke de Boer"], 1)
        assert (told(anneke), bell(anneke)) == (["Karim Bouali vervangt jou"], 1)
    with at(the_time() + timedelta(days=first + 5)):
        post_office.works()
        karim.signs_in(), anneke.signs_in()
        assert told(karim) == ["Jij vervangt Anneke de Boer niet meer", "Jij vervangt Anneke de Boer"]
        assert told(anneke) == ["Karim Bouali vervangt jou niet meer", "Karim Bouali vervangt jou"]


def test_the_deputy_is_led_to_the_requests_they_see_now(henk, anneke, karim, bram):
    bram.files("Rooster")
    names(anneke, "Karim Bouali", henk)

    link = karim.opens(HERE).soup.select_one(".list a.t")["href"]

    assert [one.get_text() for one in karim.opens(link).soup.select(".list a.t")] == ["Rooster"]
    assert "/linde/deputies" in anneke.opens(HERE).links


def test_read_is_read_for_each_by_themselves_and_what_comes_later_is_new(henk, anneke, karim):
    names(anneke, "Karim Bouali", henk)
    for _time in range(2):
        assert karim.sends(f"{HERE}/read", {}).status == 303
    assert (bell(karim), bell(anneke)) == (0, 1)
    assert not karim.opens(HERE).soup.select(".list .unread")

    ends(anneke)

    assert bell(karim) == 1
    assert [row.select_one(".t").get_text() for row in karim.opens(HERE).soup.select(".list .unread")] == [
        "Jij vervangt Anneke de Boer niet meer"
    ]


def test_nobody_else_reads_of_it_and_what_was_taken_back_before_it_began_is_not_told(henk, anneke, karim, bram):
    names(anneke, "Karim Bouali", henk, 3, 5)
    ends(anneke)

    for player in (anneke, karim, bram, henk):
        assert (told(player), bell(player)) == ([], 0)
    names(anneke, "Karim Bouali", henk)
    assert told(bram) == told(henk) == []


def test_it_stands_between_the_replies_in_order_of_time_page_after_page(henk, anneke, karim, joost):
    ticket = karim.files("Contract")
    for count in range(20):
        joost.comments(ticket, f"Bericht {count}")
    names(anneke, "Karim Bouali", henk)
    for count in range(20):
        joost.comments(ticket, f"Bericht {count + 20}")

    first = karim.opens(HERE)
    second = karim.opens(first.soup.select_one("a[rel=next]")["href"])

    subjects = [[link.get_text() for link in page.soup.select(".list a.t")] for page in (first, second)]
    assert [len(page) for page in subjects] == [25, 16]
    assert (subjects[0] + subjects[1]).index("Jij vervangt Anneke de Boer") == 20
    assert first.statements == second.statements <= 5


def test_it_is_told_in_the_language_of_who_reads(henk, anneke, karim):
    karim.posts("/account", {"language": "en"}, on="/account")

    names(anneke, "Karim Bouali", henk)

    assert told(karim) == ["You stand in for Anneke de Boer"]
    assert "until and including" in karim.opens(HERE)


def unread(player) -> list[str]:
    return [row.select_one(".t").get_text() for row in player.opens(HERE).soup.select(".list .unread")]


def reads(player, subject: str):
    """Press the button of a line that is new."""
    page = player.opens(HERE)
    row = next(row for row in page.soup.select(".list .unread") if subject == row.select_one(".t").get_text())
    form = {one["name"]: one.get("value", "") for one in row.select("form [name]")}
    return player.browser.post(row.select_one("form")["action"], data=form)


def test_one_line_is_read_by_itself_and_only_by_who_presses(henk, anneke, karim, joost):
    ticket = karim.files("Contract")
    joost.comments(ticket, "Er is nieuws.")
    names(anneke, "Karim Bouali", henk)
    assert (bell(karim), bell(anneke)) == (2, 1)

    path = karim.opens(HERE).soup.select_one(".list .unread form")["action"]
    assert [reads(karim, "Jij vervangt Anneke de Boer").status_code, karim.sends(path, {}).status] == [303, 303]

    assert (bell(karim), bell(anneke)) == (1, 1)
    assert unread(karim) == ["Contract"]
    assert unread(anneke) == ["Karim Bouali vervangt jou"]


def test_that_it_began_is_read_and_that_it_ended_stays_new(henk, anneke, karim):
    names(anneke, "Karim Bouali", henk)
    with at(the_time() + timedelta(hours=1)):
        ends(anneke)
        karim.signs_in()
        assert unread(karim) == ["Jij vervangt Anneke de Boer niet meer", "Jij vervangt Anneke de Boer"]

        assert reads(karim, "Jij vervangt Anneke de Boer").status_code == 303
        assert unread(karim) == ["Jij vervangt Anneke de Boer niet meer"]
        assert reads(karim, "Jij vervangt Anneke de Boer niet meer").status_code == 303
        assert (unread(karim), bell(karim)) == ([], 0)


def test_nobody_reads_a_line_of_others(henk, anneke, karim, bram, dewi):
    names(anneke, "Karim Bouali", henk)
    path = karim.opens(HERE).soup.select_one(".list .unread form")["action"]

    assert bram.sends(path, {}).status == 404
    assert dewi.sends(path, {}).status == 404
    assert dewi.sends(path.replace("/linde/", "/eemland/"), {}).status == 404
    assert karim.sends(f"{HERE}/deputies/{'0' * 12}/read", {}).status == 404
    assert karim.sends(path, {"ended": "yes"}).status == 404  # it has not ended
    assert (bell(karim), bell(anneke)) == (1, 1)
