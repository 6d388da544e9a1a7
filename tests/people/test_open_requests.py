"""How many open requests somebody has stands in the list of members, and leads to exactly those."""

from tests.players import Page, Player


def counted(henk: Player, name: str):
    """Return the link at the number of somebody's open requests."""
    page = henk.opens(f"/linde/org/users?q={name.split()[0]}")
    row = next(row for row in page.soup.select(".table tbody tr") if row.select_one("th a").get_text() == name)
    return row.select_one("td a")


def led_to(henk: Player, name: str) -> list[str]:
    return sorted(link.get_text() for link in henk.opens(counted(henk, name)["href"]).soup.select(".list a.t"))


def test_the_number_leads_to_what_is_open_and_was_filed_by_or_for_them(henk, bram, samira, joost):
    bram.files("Rooster")
    joost.answers(bram.files("Contract"))
    joost.resolves(bram.files("Verlof"))
    samira.files("Toeslag", **{"for": "20418"})
    samira.files("Van Samira zelf")

    assert counted(henk, "Bram Kuipers").get_text().startswith("3 aanvragen")
    assert led_to(henk, "Bram Kuipers") == ["Contract", "Rooster", "Toeslag"]
    page = henk.opens(counted(henk, "Bram Kuipers")["href"])
    assert "Door of voor Bram Kuipers" in page
    assert "Lopende aanvragen" in page.soup.select_one(".chips").get_text()


def test_what_the_admin_may_not_see_is_neither_counted_nor_listed(henk, bram, samira):
    bram.files("Geheim", confidential="y")
    assert counted(henk, "Bram Kuipers") is None

    bram.files("Rooster")
    assert counted(henk, "Bram Kuipers").get_text().startswith("1 aanvraag")
    assert led_to(henk, "Bram Kuipers") == ["Rooster"]


def test_what_is_confidential_and_the_admins_own_is_counted_and_listed(henk):
    henk.files("Ons geheim", confidential="y")

    assert counted(henk, "Henk Visser").get_text().startswith("1 aanvraag")
    assert led_to(henk, "Henk Visser") == ["Ons geheim"]


def test_what_is_open_is_chosen_by_hand_too(henk, bram, joost):
    bram.files("Rooster")
    joost.resolves(bram.files("Verlof"))

    assert henk.lists() == ["Verlof", "Rooster"]
    assert henk.lists(open="yes") == ["Rooster"]
    page: Page = henk.opens("/linde/requests?scope=organisation&open=yes")
    assert page.soup.select_one("[name=open][checked]")
