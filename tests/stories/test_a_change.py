"""Asking for a change: part by part, checked, sent; and refused at every door to who may not."""

import re

import pytest
from flask import Flask

from portal.drafts.models import Draft
from portal.trail.models import Trail
from tenants.database import db
from tenants.roles import Authorisation
from tests.guards.acting import Acts
from tests.players import CHANGE, Page, Player

WHOLE = {name: text for part in CHANGE.values() for name, text in part.items()}


def change_authorisations(app: Flask, name: str, *given: Authorisation) -> None:
    with app.app_context():
        Acts("linde").authorise(name, *given)
        Acts.leaves()


def states(page: Page) -> list[str]:
    return [pill.get_text() for pill in page.soup.select(".tasks .pill")]


def fills(player: Player, path: str, fields: dict[str, str]) -> Page:
    """Fill in the form of a page, and send it to the same address."""
    form = path if path.endswith("/check") else ""
    return Page(player.browser.post(path, data=player.opens(path).form(form) | fields))


def drafts(app: Flask) -> int:
    with app.app_context():
        Acts("linde").comes("samira")
        count = db.session.query(Draft).count()
        Acts.leaves()
    return count


def test_a_change_goes_part_by_part_to_the_desk(samira, joost):
    change = samira.asks_for_a_change()

    for page in (samira.page(change), joost.page(change)):
        for words in (
            "Wijziging",
            "De wijziging",
            "zaterdag 1 maart 2031",
            "Beleid",
            "Cao VVT",
            "Koppeling met Salaris",
        ):
            assert words in page, words
        assert "Welke rapportages" not in page


def test_the_list_of_parts_says_how_far_it_is(samira):
    begun = samira.tries("change")
    parts = begun.location.rpartition("/")[0]

    assert states(samira.opens(parts)) == ["Nog te doen", "Nog te doen", "Nog te doen", "Niet verplicht"]
    page = fills(samira, begun.location, CHANGE["change"])
    assert page.location == f"{parts}/importance"
    assert states(samira.opens(parts)) == ["Klaar", "Nog te doen", "Nog te doen", "Niet verplicht"]


def test_what_was_typed_in_a_part_stays_also_when_it_is_not_right_yet(samira):
    begun = samira.tries("change")

    page = fills(samira, begun.location, {"subject": "Nachttoeslag", "desired_date": "gisteren"})

    assert page.status == 422
    assert page.errors == [
        "Beschrijf het doel of het probleem",
        "Dit is geen datum. Schrijf hem zo: 24-12-2026",
    ]
    later = samira.opens(begun.location).form("")
    assert (later["subject"], later["desired_date"]) == ("Nachttoeslag", "gisteren")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2026-11-17", "Kies een datum vanaf woensdag 18 november 2026"),
        ("17-11-2026", "Kies een datum vanaf woensdag 18 november 2026"),
        ("1-1-2020", "Kies een datum vanaf woensdag 18 november 2026"),
        ("31-2-2027", "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
        ("morgen", "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
        ("٢٤-١٢-٢٠٢٦", "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
        ("", "Kies vanaf welke datum je het wilt"),
        ("18-11-2026", None),
        ("2026-11-18", None),
        ("24/12/2026", None),
    ],
)
def test_the_date_is_from_tomorrow_on(noon, samira, typed, says):
    page = samira.tries("change", **(WHOLE | {"desired_date": typed}))

    if says is None:
        assert page.status == 303
    else:
        assert (page.status, page.errors) == (422, [says])


def test_tomorrow_begins_at_midnight_in_amsterdam(app, come):
    from datetime import UTC, datetime

    from tenants.clock import at

    with at(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):  # half past twelve on the second of July in Amsterdam
        page = come("samira").tries("change", **(WHOLE | {"desired_date": "2-7-2026"}))

    assert page.errors == ["Kies een datum vanaf vrijdag 3 juli 2026"]


def test_the_check_shows_everything_and_its_links_come_back_to_it(samira):
    draft = samira.begins_a_change()
    check = samira.opens(f"{draft}/check")
    for text in ("Cao VVT", "Meer dan 80 procent van de medewerkers.", "zaterdag 1 maart 2031", "Niet ingevuld"):
        assert text in check, text

    [link] = [link for link in check.links if link.endswith("#agreements")]
    address = link.partition("#")[0]
    form = samira.opens(address).form("") | {"agreements": "Cao GHZ"}
    back = Page(samira.browser.post(address, data=form))

    assert back.location == f"{draft}/check"
    assert "Cao GHZ" in samira.opens(back.location)


def test_a_change_that_is_not_complete_is_not_sent(samira, app):
    begun = samira.tries("change")
    check = f"{begun.location.rpartition('/')[0]}/check"

    page = samira.posts(check, {}, on=check)

    assert page.status == 422
    assert len(page.errors) == 11
    assert samira.lists() == []
    assert drafts(app) == 1


def test_a_change_sent_twice_is_one_request_and_its_draft_is_gone(samira, app):
    draft = samira.begins_a_change()
    form = samira.opens(f"{draft}/check").form(f"{draft}/check")

    places = {samira.browser.post(f"{draft}/check", data=form).location for _time in range(2)}

    assert len(places) == 1
    assert len(samira.lists()) == 1
    assert drafts(app) == 0
    assert samira.opens(draft).location == places.pop().removesuffix("/sent")


def test_beginning_twice_with_one_form_is_one_draft(samira, app):
    form = samira.opens("/linde/new/change/planning").form("")

    places = {samira.browser.post("/linde/new/change/planning", data=form).location for _time in range(2)}

    assert (len(places), drafts(app)) == (1, 1)


def test_a_whole_form_is_filed_at_once_and_one_that_is_not_right_becomes_a_draft(samira, app):
    assert samira.tries("change", **WHOLE).status == 303
    assert drafts(app) == 0

    page = samira.tries("change", **(WHOLE | {"units": ""}))

    assert (page.status, page.errors) == (422, ["Schrijf op voor welke bedrijfsonderdelen, dochters of bv’s het is"])
    assert drafts(app) == 1


@pytest.mark.parametrize(
    "forged", [{"priority": "highest"}, {"population": "100"}, {"urgency": "now"}, {"subject": "x" * 201}]
)
def test_answers_that_cannot_be_chosen_are_refused(samira, forged):
    page = samira.tries("change", **(WHOLE | forged))

    assert page.status == 422
    assert len(page.errors) == 1


@pytest.mark.parametrize("forged", ["state", "i_do", "person_id", "account_id"])
def test_a_field_that_the_form_does_not_have_is_refused(samira, forged):
    begun = samira.tries("change")

    assert samira.tries("change", **WHOLE, **{forged: "1"}).status == 400
    assert fills(samira, begun.location, CHANGE["change"] | {forged: "1"}).status == 400


@pytest.mark.parametrize("odd", ["\x00nul", "🙂" * 50, "<b>vet</b>", "{{ 7*7 }}", "' or 1=1 --", "x" * 10_000])
def test_odd_input_in_any_part_never_breaks_a_page(samira, odd):
    texts = ("description", "units", "agreements", "groups", "not_done", "dependencies", "reports", "abroad")

    page = samira.tries("change", **(WHOLE | dict.fromkeys(texts, odd)))

    assert page.status == 303
    shown = samira.opens(page.location.removesuffix("/sent"))
    assert odd.replace("\x00", "") in shown
    assert "<b>vet</b>" not in shown.html


def test_a_draft_is_its_writers_alone(samira, app, come):
    draft = samira.begins_a_change()
    change_authorisations(app, "anneke", Authorisation.FILE_CHANGES)
    anneke = come("anneke")

    for path in (draft, f"{draft}/change", f"{draft}/check", draft.replace("linde", "vechtdal")):
        assert anneke.opens(path).status == 404
    assert anneke.sends(f"{draft}/check", {}).status == 404
    assert anneke.sends(f"{draft}/removal", {}).status == 404
    assert samira.opens(draft.replace("planning", "payroll")).status == 404
    assert samira.opens(f"{draft}/nothing").status == 404


def test_a_draft_that_was_begun_is_offered_again_and_can_be_thrown_away(samira, app):
    draft = samira.begins_a_change(subject="Nachttoeslag")
    assert "Nachttoeslag" in samira.opens("/linde/new/change/planning")

    samira.posts(f"{draft}/removal", {}, on=draft)

    assert drafts(app) == 0
    assert "Nachttoeslag" not in samira.opens("/linde/new/change/planning")


def test_who_may_not_sees_no_tile_and_at_the_address_reads_who_may(noor, samira):
    assert "Een wijziging aanvragen" not in noor.opens("/linde/new")
    assert "Een wijziging aanvragen" in samira.opens("/linde/new")

    for path in ("/linde/new/change", "/linde/new/change/planning"):
        page = noor.opens(path)
        assert page.status == 403
        assert "Jij mag geen wijziging aanvragen. Deze collega’s wel: Samira El Amrani." in page


def test_nobody_of_another_organisation_is_named(come):
    page = come("tom", "vechtdal").opens("/vechtdal/new/change")

    assert page.status == 403
    assert "Samira" not in page


def test_who_lost_the_right_is_refused_at_every_door(samira, app):
    draft = samira.begins_a_change()
    change_authorisations(app, "samira")

    for path in (draft, f"{draft}/change", f"{draft}/check"):
        assert samira.opens(path).status == 403
    assert samira.sends("/linde/new/change/planning", WHOLE).status == 403
    assert samira.sends(f"{draft}/change", CHANGE["change"]).status == 403
    assert samira.sends(f"{draft}/check", {}).status == 403
    assert samira.lists() == []


@pytest.fixture
def handed_over(samira, app, come) -> tuple[Player, Player, str]:
    """Samira had begun a change; now Anneke may ask for changes, and Samira may not."""
    draft = samira.begins_a_change(subject="Nachttoeslag")
    change_authorisations(app, "samira")
    change_authorisations(app, "anneke", Authorisation.FILE_CHANGES)
    assert samira.hands_over(draft, "Anneke de Boer").status == 303
    return samira, come("anneke"), draft


def test_a_draft_is_handed_over_to_a_colleague_who_may_send_it(handed_over, app, post_office):
    samira, anneke, draft = handed_over

    assert "Nachttoeslag" not in samira.opens("/linde/new/change")
    assert "Samira El Amrani gaf je dit concept." in anneke.opens(draft)
    [mail] = post_office.mails(to="anneke@")
    assert mail["Subject"] == "Samira El Amrani gaf je een concept: Nachttoeslag"
    assert draft in mail.get_body(("plain",)).get_content()
    assert anneke.posts(f"{draft}/check", {}, on=f"{draft}/check").status == 303
    with app.app_context():
        Acts("linde").comes("anneke")
        trail = [row.action for row in db.session.query(Trail).order_by(Trail.id)]
        Acts.leaves()
    assert trail[:1] == ["draft.handed_over"]


def test_a_draft_is_not_handed_over_to_just_anybody(samira, app):
    draft = samira.begins_a_change()
    change_authorisations(app, "samira")

    for to in ("", "1", "samira", "x" * 300):
        page = samira.sends(f"{draft}/colleague", {"to": to})
        assert (page.status, page.errors) == (422, ["Kies een collega die wijzigingen mag aanvragen"])
    assert drafts(app) == 1


def test_addresses_of_drafts_tell_nothing(samira):
    draft = samira.begins_a_change().rpartition("/")[2]

    assert re.fullmatch(r"[\w-]{22}", draft)


def test_a_subject_in_the_address_is_the_first_thing_that_is_filled_in(samira):
    path = "/linde/new/change?service=planning&subject=Nachttoeslag"
    start = samira.opens(path).location
    assert start == "/linde/new/change/planning?subject=Nachttoeslag"

    begun = Page(samira.browser.post(start, data=samira.opens(start).form("")))

    assert samira.opens(begun.location).form("")["subject"] == "Nachttoeslag"
