"""An admin hands requests of one colleague over to another, who both stay: which, to whom, once, and told to all."""

import pytest

from tests.guards.behind import Behind
from tests.people.inviting import fields_of, handle_of, member_page, presses
from tests.people.test_leaving import deactivates
from tests.players import Filed, Page, Player


def path_of(admin: Player, name: str) -> str:
    return f"/{admin.house}/org/users/{handle_of(admin, name)}/handover"


def checks(henk: Player, whose: str, to: str, *ticked: Filed, **fields) -> Page:
    """Choose what goes to whom: the tickets that are ticked, or else all."""
    path = path_of(henk, whose)
    chosen = {"which": "ticked", "requests": [number_of(one) for one in ticked]} if ticked else {"which": "all"}
    chosen["successor"] = handle_of(henk, to) if to else ""
    return Page(henk.browser.post(path, data=fields_of(henk.opens(path), path) | chosen | fields))


def number_of(ticket: Filed) -> str:
    return ticket.path.rpartition("/")[2]


def confirms(henk: Player, whose: str, page: Page) -> Page:
    path = path_of(henk, whose)
    return Page(henk.browser.post(path, data=page.form(path) | {"confirmed": "y"}))


def hands_over(henk: Player, whose: str, to: str, *ticked: Filed) -> Page:
    page = confirms(henk, whose, checks(henk, whose, to, *ticked))
    assert page.status == 303
    return henk.opens(page.location)


def test_all_open_requests_go_to_a_colleague_and_the_closed_ones_stay(henk, bram, karim, joost):
    ticket, other, done = (bram.files(subject) for subject in ("Rooster", "Verlof", "Een oude vraag"))
    joost.resolves(done)
    assert "Aanvragen overdragen" in member_page(henk, "Bram Kuipers")

    check = checks(henk, "Bram Kuipers", "Karim Bouali")
    assert "2 aanvragen gaan van Bram Kuipers naar Karim Bouali" in check
    assert "ziet 2 aanvragen die nu niet te zien zijn" in check
    assert not karim.sees(ticket)
    page = henk.opens(confirms(henk, "Bram Kuipers", check).location)

    assert "2 aanvragen zijn overgedragen aan Karim Bouali." in page
    assert "Aanvragen overdragen" not in page
    assert (karim.sees(ticket), karim.sees(other), karim.sees(done)) == (True, True, False)
    assert "Henk Visser droeg dit over van Bram Kuipers aan Karim Bouali" in karim.page(ticket)
    assert bram.sees(ticket)


def test_only_what_is_ticked_goes(henk, bram, karim):
    ticket, other = bram.files("Rooster"), bram.files("Verlof")

    page = hands_over(henk, "Bram Kuipers", "Karim Bouali", ticket)

    assert "1 aanvraag is overgedragen aan Karim Bouali." in page
    assert (karim.sees(ticket), karim.sees(other)) == (True, False)
    assert "Verlof" in page
    assert "Rooster" not in page


def test_both_are_told_and_from_then_on_the_desk_writes_to_who_has_it_now(henk, bram, karim, joost, post_office):
    ticket = bram.files("Rooster")

    hands_over(henk, "Bram Kuipers", "Karim Bouali")

    assert joost.asks(ticket).status == 303
    told, rid = post_office.subjects("karim"), post_office.subjects("bram")
    assert [one.partition(":")[0] for one in told if "Rooster" in one] == ["Jij neemt over", "Jij bent aan zet"]
    assert len([one for one in rid if one.startswith("Karim Bouali neemt over: Rooster")]) == 1
    assert not any(one.startswith("Jij bent aan zet") for one in rid)
    mail = next(one for one in post_office.mails("karim") if one["Subject"].startswith("Jij neemt over"))
    text = mail.get_body(("plain",)).get_content()
    assert "Henk Visser droeg deze aanvraag van Bram Kuipers aan jou over" in " ".join(text.split())
    assert karim.replies(ticket, "Ik neem het over.").status == 303


def test_who_had_it_filed_for_them_is_told_too_and_still_reads_it(henk, samira, bram, karim, post_office):
    ticket = samira.files("Toeslag", **{"for": "20418"})

    hands_over(henk, "Bram Kuipers", "Karim Bouali")

    assert any(one.startswith("Karim Bouali neemt over: Toeslag") for one in post_office.subjects("bram"))
    assert bram.sees(ticket)
    assert "namens Karim Bouali" in henk.page(ticket)


def test_what_somebody_filed_for_another_stays_with_whom_it_is_for(henk, samira, bram, karim):
    ticket = samira.files("Toeslag", **{"for": "20418"})

    hands_over(henk, "Samira El Amrani", "Karim Bouali")

    assert karim.sees(ticket)
    assert "namens Bram Kuipers" in henk.page(ticket)


def test_the_log_tells_who_handed_what_over_to_whom_and_not_of_nothing(henk, bram):
    bram.files("Rooster")

    hands_over(henk, "Bram Kuipers", "Karim Bouali")

    assert "Henk Visser droeg aanvragen van Bram Kuipers over aan Karim Bouali: 1." in henk.opens("/linde/org/audit")


def test_pressed_twice_it_happens_once_and_says_the_same(henk, bram, karim, post_office):
    ticket = bram.files("Rooster")
    check = checks(henk, "Bram Kuipers", "Karim Bouali")

    for _time in range(2):
        page = henk.opens(confirms(henk, "Bram Kuipers", check).location)
        assert "1 aanvraag is overgedragen aan Karim Bouali." in page

    assert karim.page(ticket).text.count("droeg dit over") == 1
    assert len([one for one in post_office.subjects("karim") if one.startswith("Jij neemt over")]) == 1


def test_who_comes_second_reads_that_nothing_was_left(henk, bram, karim, noor):
    ticket = bram.files("Rooster")
    check = checks(henk, "Bram Kuipers", "Noor de Graaf")
    hands_over(henk, "Bram Kuipers", "Karim Bouali")

    page = henk.opens(confirms(henk, "Bram Kuipers", check).location)

    assert "Er zijn geen lopende aanvragen om over te dragen" in page
    assert "overgedragen aan Noor de Graaf" not in page
    assert karim.page(ticket).text.count("droeg dit over") == 1


def test_what_was_closed_meanwhile_stays_and_that_is_told(henk, bram, karim, joost):
    ticket, other = bram.files("Rooster"), bram.files("Verlof")
    check = checks(henk, "Bram Kuipers", "Karim Bouali", ticket, other)
    joost.resolves(other)

    page = henk.opens(confirms(henk, "Bram Kuipers", check).location)

    assert "1 aanvraag is overgedragen aan Karim Bouali." in page
    assert "1 aanvraag blijft waar die is: die werd intussen gesloten of overgedragen." in page
    assert (karim.sees(ticket), karim.sees(other)) == (True, False)


def test_the_page_to_check_says_what_was_closed_since_and_refuses_when_nothing_is_left(henk, bram, joost):
    ticket, other = bram.files("Rooster"), bram.files("Verlof")
    bram.files("Contract")
    joost.resolves(other)

    assert "1 aanvraag blijft waar die is" in checks(henk, "Bram Kuipers", "Karim Bouali", ticket, other)
    page = checks(henk, "Bram Kuipers", "Karim Bouali", other)
    assert page.status == 422
    assert page.errors == ["Deze aanvragen werden intussen gesloten of overgedragen"]


def test_handed_over_once_it_goes_along_no_more_when_who_had_it_leaves(henk, bram, karim, noor, post_office):
    ticket = bram.files("Rooster")
    hands_over(henk, "Bram Kuipers", "Karim Bouali")

    assert deactivates(henk, "Bram Kuipers", "Noor de Graaf").status == 303

    assert karim.page(ticket).text.count("droeg dit over") == 1
    assert not any(one.startswith("Jij neemt over") for one in post_office.subjects("noor"))


def test_of_who_has_left_the_open_requests_can_still_go(henk, bram, karim):
    ticket = bram.files("Rooster")
    deactivates(henk, "Bram Kuipers")

    hands_over(henk, "Bram Kuipers", "Karim Bouali")

    assert karim.sees(ticket)


def test_an_admin_hands_over_what_is_their_own_and_gets_no_mail_about_it(henk, karim, post_office):
    ticket = henk.files("Rooster")

    hands_over(henk, "Henk Visser", "Karim Bouali")

    assert karim.sees(ticket)
    assert not any("neemt over" in one for one in post_office.subjects("henk"))


def test_what_is_confidential_stays_and_not_even_its_number_is_told(henk, bram, karim):
    secret = bram.files("Mijn ziekmelding kwetsal", confidential="y")
    page = henk.opens(path_of(henk, "Bram Kuipers"))
    assert "Er zijn geen lopende aanvragen om over te dragen" in page
    assert "kwetsal" not in page.html
    ticket = bram.files("Rooster")

    forced = checks(henk, "Bram Kuipers", "Karim Bouali", ticket, secret)
    assert "kwetsal" not in forced.html
    assert confirms(henk, "Bram Kuipers", forced).status == 303

    assert (karim.sees(ticket), karim.sees(secret)) == (True, False)


def test_a_number_that_is_another_persons_does_not_go(henk, bram, samira, karim):
    bram.files("Rooster")
    other = samira.files("Van Samira zelf")

    assert checks(henk, "Bram Kuipers", "Karim Bouali", other).status == 422
    page = checks(henk, "Bram Kuipers", "Karim Bouali")
    path = path_of(henk, "Bram Kuipers")
    forced = fields_of(page, path) | {"confirmed": "y", "which": "ticked", "requests": [number_of(other)]}
    assert henk.browser.post(path, data=forced).status_code == 303

    assert not karim.sees(other)


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        ({}, "Kies alle aanvragen, of vink er een paar aan"),
        ({"which": "ticked"}, "Kies alle aanvragen, of vink er een paar aan"),
        ({"which": "ticked", "requests": ["-1"]}, "Vink aanvragen uit deze lijst aan"),
        ({"which": "ticked", "requests": ["9" * 30]}, "Vink aanvragen uit deze lijst aan"),
        ({"which": "all", "requests": ["1"]}, "Je vinkte ook aanvragen aan. Haal de vinkjes weg, of kies alleen"),
    ],
)
def test_what_was_not_chosen_well_is_told_at_its_field(henk, bram, karim, chosen, error):
    ticket = bram.files("Rooster")
    path = path_of(henk, "Bram Kuipers")
    fields = fields_of(henk.opens(path), path) | {"successor": handle_of(henk, "Karim Bouali")} | chosen

    page = Page(henk.browser.post(path, data=fields))

    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].startswith(error)
    assert page.soup.select_one(f"input[value='{fields['successor']}'][checked]")
    assert not karim.sees(ticket)


def test_who_is_out_cannot_get_them_nor_who_has_them_nor_a_stranger(henk, bram, karim):
    ticket = bram.files("Rooster")
    check = checks(henk, "Bram Kuipers", "Karim Bouali")
    deactivates(henk, "Karim Bouali")
    late = confirms(henk, "Bram Kuipers", check)
    assert (late.status, late.errors) == (422, ["Kies een collega uit de lijst"])
    known = [handle_of(henk, name) for name in ("Karim Bouali", "Bram Kuipers", "Pim Hendriks")]
    for handle in (*known, "0123456789ab", "x" * 30, ""):
        page = checks(henk, "Bram Kuipers", "", successor=handle)
        assert (handle, page.status, page.errors) == (handle, 422, ["Kies een collega uit de lijst"])
    assert "droeg dit over" not in bram.page(ticket)


def test_a_colleague_is_found_by_name_and_what_was_chosen_can_be_changed(henk, bram):
    ticket = bram.files("Rooster")

    found = checks(henk, "Bram Kuipers", "", ticket, who="kar", find="1")
    assert found.status == 200
    assert "Karim Bouali" in found
    assert not found.errors
    assert found.soup.select_one("[name=requests][checked]")
    path = path_of(henk, "Bram Kuipers")
    check = checks(henk, "Bram Kuipers", "Karim Bouali", ticket)
    again = Page(henk.browser.post(path, data=check.form(path) | {"find": "1"}))
    assert again.status == 200
    assert again.soup.select_one("[name=requests][checked]")
    assert again.soup.select_one(f"[name=successor][value='{handle_of(henk, 'Karim Bouali')}'][checked]")


def test_nobody_but_an_admin_hands_over(henk, bram, noor, karim):
    ticket = bram.files("Rooster")
    path = path_of(henk, "Bram Kuipers")
    fields = {"which": "all", "successor": handle_of(henk, "Karim Bouali"), "confirmed": "y"}

    for player in (noor, bram):
        assert player.opens(path).status == 403
        assert player.sends(path, fields).status == 403

    assert not karim.sees(ticket)


def test_a_person_of_another_organisation_is_nobody(henk, come, bram):
    bram.files("Rooster")
    dewi = come("dewi")
    theirs = handle_of(henk, "Bram Kuipers")

    answers = [dewi.opens(f"/eemland/org/users/{handle}/handover") for handle in (theirs, "0123456789ab")]

    assert [page.status for page in answers] == [404, 404]
    assert answers[0].html == answers[1].html
    assert presses(henk, "Bram Kuipers", "handover", which="all", successor=handle_of(dewi, "Karin Vos")).status == 422


def test_many_requests_are_listed_as_far_as_they_can_be_ticked_and_all_go(henk, bram, monkeypatch, engine):
    monkeypatch.setattr("portal.people.handing_over_views.MOST", 2)
    for subject in ("Een", "Twee", "Drie"):
        bram.files(subject)
    page = henk.opens(path_of(henk, "Bram Kuipers"))
    assert len(page.soup.select("[name=requests]")) == 2
    assert "Hier staan de 2 met het laatste nieuws" in page
    assert "en nog 1 aanvraag" in checks(henk, "Bram Kuipers", "Karim Bouali")

    hands_over(henk, "Bram Kuipers", "Karim Bouali")

    moved = Behind(engine).rows("select count(*) from entry where event = 'handed over'")
    assert moved == [(3,)]
