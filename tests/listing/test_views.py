"""Saved views: kept once, one's own, at most twenty, named as people name things."""

import pytest

from portal.listing.saving import MOST
from tests.players import Page


def chips(player):
    return [link.get_text() for link in player.opens(f"/{player.house}/requests?scope=mine").soup.select(".views a")][
        :-1
    ]


def keeps(player, name, query="scope=mine&turn=desk"):
    return player.sends(f"/{player.house}/requests/views", {"name": name, "query": query})


def slugs(player):
    forms = player.opens(f"/{player.house}/requests/views").soup.select("form[action$=removal]")
    return [form["action"].split("/")[-2] for form in forms]


def test_a_view_is_kept_from_the_list_and_leads_to_the_same_list(bram):
    bram.files()
    page = bram.posts("/linde/requests/views", {"name": "Bij het loket"}, on="/linde/requests?scope=mine&turn=desk&x=1")

    assert (page.status, page.location) == (303, "/linde/requests?scope=mine&turn=desk")
    shown = bram.opens(page.location)
    assert chips(bram) == ["Bij het loket"]
    assert "“Bij het loket” is bewaard" in shown
    assert shown.soup.select_one(".views a[aria-current]").get_text() == "Bij het loket"


def again(player, page, path, **fields):
    """Send the form of a page that was shown, as it stands."""
    return Page(player.browser.post(path, data=page.form(path) | fields))


def names(player):
    return [heading.get_text() for heading in player.opens(f"/{player.house}/requests/views").soup.select("li h2")]


def test_keeping_twice_keeps_once(bram):
    assert [keeps(bram, "Mijn", "turn=desk").status for _twice in range(2)] == [303] * 2

    assert chips(bram) == ["Mijn"]


def test_a_name_that_is_used_is_given_other_filters_after_one_more_press_only(bram):
    keeps(bram, "Mijn", "turn=desk")
    page = keeps(bram, "MIJN", "turn=customer")

    assert page.status == 409
    assert "Je hebt al een weergave met deze naam" in page
    assert "Die toont: Van mij, De helpdesk." in page
    assert page.form("/linde/requests/views")["name"] == "MIJN"
    assert "turn=desk" in bram.opens("/linde/requests").soup.select_one(".views a")["href"]
    assert again(bram, page, "/linde/requests/views").status == 303
    assert chips(bram) == ["MIJN"]
    assert "turn=customer" in bram.opens("/linde/requests").soup.select_one(".views a")["href"]


def test_who_is_second_in_another_tab_reads_both_names_and_chooses(bram):
    keeps(bram, "Mijn")
    (slug,) = slugs(bram)
    path, second = f"/linde/requests/views/{slug}/name", bram.opens("/linde/requests/views")
    assert bram.posts(path, {"name": "Eerste"}, on="/linde/requests/views").status == 303
    page = again(bram, second, path, name="Tweede")

    assert page.status == 409
    assert "Deze weergave is in een ander tabblad gewijzigd" in page
    assert "Eerste" in page
    assert page.form(path)["name"] == "Tweede"
    assert names(bram) == ["Eerste"]
    assert again(bram, page, path).status == 303
    assert names(bram) == ["Tweede"]


def test_a_view_that_changed_is_removed_after_one_more_press_only(bram):
    keeps(bram, "Mijn")
    (slug,) = slugs(bram)
    second = bram.opens("/linde/requests/views")
    bram.posts(f"/linde/requests/views/{slug}/name", {"name": "Eerste"}, on="/linde/requests/views")
    page = again(bram, second, path := f"/linde/requests/views/{slug}/removal")

    assert (page.status, names(bram)) == (409, ["Eerste"])
    assert "Eerste" in page
    assert "Van mij, De helpdesk" in page
    assert again(bram, page, path).status == 303
    assert names(bram) == []


def test_pressed_twice_a_view_is_renamed_and_removed_once(bram):
    keeps(bram, "Mijn")
    (slug,) = slugs(bram)
    page = bram.opens("/linde/requests/views")
    rename, remove = (f"/linde/requests/views/{slug}/{verb}" for verb in ("name", "removal"))

    assert [again(bram, page, rename, name="Anders").status for _twice in range(2)] == [303, 303]
    page = bram.opens("/linde/requests/views")
    assert [again(bram, page, remove).status for _twice in range(2)] == [303, 303]
    assert names(bram) == []


def test_a_name_for_a_view_that_is_gone_is_given_back(bram):
    keeps(bram, "Mijn")
    (slug,) = slugs(bram)
    page = bram.opens("/linde/requests/views")
    again(bram, page, f"/linde/requests/views/{slug}/removal")
    page = again(bram, page, f"/linde/requests/views/{slug}/name", name="Maandag")

    assert page.status == 404
    assert "Deze weergave is er niet meer" in page
    assert "Je typte: Maandag" in page


def test_only_what_filters_know_is_kept(bram):
    keeps(bram, "Raar", "turn=desk&next=//evil.example&scope=organisation&since=x&q=%00a")

    assert (
        bram.opens("/linde/requests").soup.select_one(".views a")["href"] == "/linde/requests?scope=mine&q=a&turn=desk"
    )


def test_a_view_is_renamed_and_removed_by_its_owner_only(bram, samira, tom):
    keeps(bram, "Mijn")
    (slug,) = slugs(bram)
    for other in (samira, tom):
        for verb, fields in (("name", {"name": "Gekaapt"}), ("removal", {})):
            assert other.sends(f"/{other.house}/requests/views/{slug}/{verb}", fields).status == 404
        assert chips(other) == []

    on = "/linde/requests/views"
    assert bram.posts(f"{on}/{slug}/name", {"name": "<b>Anders</b>"}, on=on).status == 303
    assert chips(bram) == ["<b>Anders</b>"]
    assert bram.posts(f"{on}/{slug}/removal", {}, on=on).status == 303
    assert bram.sends(f"/linde/requests/views/{slug}/removal", {}).status == 404
    assert slugs(bram) == []


def test_a_name_that_is_taken_is_told_at_its_field(bram):
    keeps(bram, "Een")
    keeps(bram, "Twee")
    on = "/linde/requests/views"
    page = bram.posts(f"{on}/{slugs(bram)[1]}/name", {"name": "een"}, on=on)

    assert page.status == 422
    assert page.errors == ["Je hebt al een weergave met deze naam."]
    assert page.soup.select_one("input[aria-invalid]")["value"] == "een"


def test_twenty_views_are_enough(bram):
    for count in range(MOST):
        assert keeps(bram, f"Weergave {count}").status == 303
    page = keeps(bram, "Nog een")

    assert page.status == 422
    assert page.errors == ["Je hebt 20 weergaven. Verwijder er eerst een."]
    assert keeps(bram, "Weergave 3").status == 303


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "\x00"])
def test_a_name_that_is_none_is_refused_with_a_sentence(bram, name):
    bram.files()
    page = keeps(bram, name)

    assert page.status == 422
    assert len(page.errors) == 1
