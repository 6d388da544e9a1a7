"""Saved views: kept once, one's own, at most twenty, named as people name things."""

import pytest

from portal.listing.saving import MOST


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


def test_keeping_twice_keeps_once_with_the_newest_filters(bram):
    assert [keeps(bram, "Mijn", query).status for query in ("turn=desk", "turn=desk", "turn=nobody")] == [303] * 3
    assert keeps(bram, "MIJN", "turn=customer").status == 303

    assert chips(bram) == ["MIJN"]
    assert "turn=customer" in bram.opens("/linde/requests").soup.select_one(".views a")["href"]


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

    assert bram.sends(f"/linde/requests/views/{slug}/name", {"name": "<b>Anders</b>"}).status == 303
    assert chips(bram) == ["<b>Anders</b>"]
    assert bram.sends(f"/linde/requests/views/{slug}/removal", {}).status == 303
    assert bram.sends(f"/linde/requests/views/{slug}/removal", {}).status == 404
    assert slugs(bram) == []


def test_a_name_that_is_taken_is_told_at_its_field(bram):
    keeps(bram, "Een")
    keeps(bram, "Twee")
    page = bram.sends(f"/linde/requests/views/{slugs(bram)[1]}/name", {"name": "een"})

    assert page.status == 422
    assert page.errors == ["Je hebt al een weergave met deze naam."]
    assert page.soup.select_one("input[aria-invalid]")["value"] == "een"


def test_twenty_views_are_enough(bram):
    for count in range(MOST):
        assert keeps(bram, f"Weergave {count}").status == 303
    page = keeps(bram, "Nog een")

    assert page.status == 422
    assert page.errors == ["Je hebt 20 weergaven. Verwijder er eerst een."]
    assert keeps(bram, "Weergave 3", "turn=nobody").status == 303


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "\x00"])
def test_a_name_that_is_none_is_refused_with_a_sentence(bram, name):
    bram.files()
    page = keeps(bram, name)

    assert page.status == 422
    assert len(page.errors) == 1
