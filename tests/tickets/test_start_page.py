"""The start page as a person reads it: what waits, the ways in, what is running; and who to call, beside it."""

from tests.players import Page


def headings(page: Page) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.soup.select("main h1, main h2")]


def test_what_waits_for_you_comes_first_and_contact_comes_last(noon, bram, joost):
    joost.asks(bram.files("Hoe ruil ik een dienst?"))
    bram.files("Waar vind ik mijn jaaropgaaf?")

    assert headings(bram.opens("/linde/")) == [
        "Goedemiddag Bram",
        "Jij bent aan zet 1",
        "Nieuwe aanvraag",
        "Lopende aanvragen",
        "Kies een dienst",
        "Nieuws",
        "Spoed? Bel ons",
    ]


def test_with_nothing_waiting_nothing_is_said_about_it(noon, bram):
    page = bram.opens("/linde/")

    assert headings(page)[1] == "Nieuwe aanvraag"
    assert "Je hebt geen lopende aanvragen" in page


def subjects(page: Page) -> list[str]:
    return [one.get_text() for one in page.soup.select("section[aria-labelledby=h-open] .list a.t")]


def switch(page: Page) -> dict[str, str]:
    return {one.get_text(): one["href"] for one in page.soup.select("main .switch a")}


def test_who_sees_more_than_their_own_switches_to_the_team_or_the_organisation(bram, karim, anneke, samira, tom):
    bram.files("Rooster van Bram")
    karim.files("Salaris van Karim")
    samira.files("Vraag van Samira")
    tom.files("Vraag van Tom")

    assert switch(bram.opens("/linde/")) == {}
    assert subjects(bram.opens("/linde/?requests=organisation")) == ["Rooster van Bram"]
    own = samira.opens("/linde/")
    assert subjects(own) == ["Vraag van Samira"]
    all_ = samira.opens(switch(own)["Van mijn organisatie"])
    assert subjects(all_) == ["Vraag van Samira", "Salaris van Karim", "Rooster van Bram"]
    assert all_.soup.select_one("main .switch [aria-current]").get_text() == "Van mijn organisatie"
    assert "/linde/requests?scope=organisation" in all_.links
    assert subjects(anneke.opens(switch(anneke.opens("/linde/"))["Van mijn team"])) == ["Rooster van Bram"]
    assert subjects(samira.opens("/linde/?requests=everything")) == ["Vraag van Samira"]


def test_each_service_leads_to_a_request_about_it(bram):
    links = [one["href"] for one in bram.opens("/linde/").soup.select(".services a")]

    assert len(links) == 5
    assert all("service=" in link for link in links)
    assert {bram.browser.get(link, follow_redirects=True).status_code for link in links} == {200}


def test_who_may_not_file_is_not_offered_it(henk, bram):
    assert "Nieuwe aanvraag" in bram.opens("/linde/").text
    for link in henk.opens("/linde/").soup.select(".kinds a, .services a"):
        assert henk.browser.get(link["href"], follow_redirects=True).status_code == 200


def test_every_page_has_the_way_to_contact_at_the_same_place_of_its_foot(bram, ruud, nobody):
    ticket = bram.files()
    pages = [
        bram.opens(path) for path in ("/linde/", "/linde/requests", ticket.path, "/linde/new", "/help", "/linde/more")
    ]
    pages += [nobody.opens(path) for path in ("/signin", "/signed-out", "/contact")]
    pages += [ruud.opens("/admin"), bram.opens("/nergens/te/vinden")]

    feet = {tuple(link["href"] for link in page.soup.select(".foot a")) for page in pages}
    assert feet == {("/contact", "/privacy", "/accessibility", "/help")}


def test_the_menu_of_a_phone_has_what_there_is_and_the_rest_behind_more(bram):
    tabs = [link.get_text(strip=True) for link in bram.opens("/linde/").soup.select(".tabs a")]

    assert (tabs[:3], tabs[-1]) == (["Start", "Aanvragen", "Nieuw"], "Meer")
    more = bram.opens("/linde/more")
    assert more.title == "Meer"
    assert {"/contact", "/help", "/privacy", "/accessibility"} <= {link["href"] for link in more.soup.select("main a")}
