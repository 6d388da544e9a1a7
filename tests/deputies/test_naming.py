"""Naming a deputy: who may, for whom, when; once; and both are told."""

from datetime import timedelta

import pytest

from tenants.clock import at
from tenants.clock import now as the_time
from tests.deputies.standing_in import days, ends, fills_in, names
from tests.guards.behind import Behind
from tests.people.inviting import changes, fields_of, handle_of
from tests.people.test_leaving import deactivates

ME = "/linde/deputies/me"


def how_many(engine) -> int:
    return Behind(engine).rows("select count(*) from deputy")[0][0]


def test_a_manager_names_one_for_their_own_team_and_an_admin_for_any_manager(henk, anneke, engine):
    assert names(anneke, "Karim Bouali", henk).status == 303
    anneke_at = f"/linde/deputies/{handle_of(henk, 'Anneke de Boer')}"

    assert fills_in(henk, anneke_at, handle_of(henk, "Samira El Amrani"), 10, 12).status == 303

    assert "Karim Bouali" in anneke.opens("/linde/deputies")
    assert "Samira El Amrani" in henk.opens("/linde/deputies")
    assert how_many(engine) == 2


def test_nobody_else_names_one(henk, bram, samira, anneke, ilse):
    handle = handle_of(henk, "Anneke de Boer")
    other = handle_of(henk, "Karim Bouali")
    changes(henk, "Noor de Graaf", roles=["manager"])
    for player in (bram, samira):
        assert player.opens(ME).status == 403
        assert player.sends(f"/linde/deputies/{handle}", {"deputy": other} | days(0, 3)).status == 403
    assert anneke.opens(f"/linde/deputies/{handle_of(henk, 'Noor de Graaf')}").status == 403
    assert ilse.opens(f"/linde/deputies/{handle}").status == 404
    assert ilse.opens(f"/vechtdal/deputies/{handle}").status == 404


def test_who_manages_nobody_needs_none(henk):
    assert henk.opens(f"/linde/deputies/{handle_of(henk, 'Bram Kuipers')}").status == 404
    assert henk.opens(ME).status == 404
    assert henk.opens("/linde/deputies/0123456789ab").status == 404


def test_what_is_wrong_is_said_at_its_field_and_kept(henk, anneke, engine):
    karim, own = handle_of(henk, "Karim Bouali"), handle_of(henk, "Anneke de Boer")
    invited = handle_of(henk, "Pim Hendriks")
    tries = [
        ("", {}, "Kies een collega uit de lijst"),
        (invited, {}, "Kies een collega uit de lijst"),
        ("x" * 39, {}, "Kies een collega uit de lijst"),
        (own, {}, "Je kunt niet voor jezelf invallen. Kies een collega"),
        (karim, days(3, 1), "Dit is vóór de eerste dag. Kies een latere dag"),
        (karim, days(-2, 1), "Deze dag is voorbij. Kies vandaag of een latere dag"),
        (karim, days(0, 900), "Kies een dag binnen een jaar vanaf nu"),
        (karim, {"until": "31-12-9999"}, "Kies een dag binnen een jaar vanaf nu"),
        (karim, {"until": ""}, "Vul de laatste dag in"),
        (karim, {"starts": "morgen"}, "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
    ]
    for deputy, fields, sentence in tries:
        page = fills_in(anneke, ME, deputy, **fields)
        assert (page.status, page.errors) == (422, [sentence])
        for typed in fields.values():
            assert f'value="{typed}"' in page.html
    assert how_many(engine) == 0


def test_two_do_not_stand_in_for_one_on_the_same_day(henk, anneke):
    assert names(anneke, "Karim Bouali", henk, 2, 5).status == 303

    page = names(anneke, "Samira El Amrani", henk, 5, 9)

    assert page.errors == ["Karim Bouali vervangt al op deze dagen. Beëindig dat eerst"]
    assert names(anneke, "Samira El Amrani", henk, 6, 9).status == 303


def test_pressed_twice_it_happens_once(henk, anneke, engine):
    page = anneke.opens(ME)
    form = fields_of(page, ME) | {"deputy": handle_of(henk, "Karim Bouali")} | days(0, 3)

    assert [anneke.browser.post(ME, data=form).status_code for _time in range(2)] == [303, 303]

    assert how_many(engine) == 1


def test_a_deputy_is_found_by_name_without_scripts(henk, anneke):
    page = fills_in(anneke, ME, "", who="kar", find="1")

    assert page.status == 200
    assert "Karim Bouali" in page
    assert page.errors == []


@pytest.mark.parametrize("first", [0, 2])
def test_both_are_told_when_it_begins_and_when_it_ends_by_itself(henk, anneke, post_office, first):
    names(anneke, "Karim Bouali", henk, first, first + 3)
    assert bool(post_office.subjects("karim")) is (first == 0)
    with at(the_time() + timedelta(days=first + 1)):
        for _round in range(2):
            post_office.works()
        assert post_office.subjects("karim") == ["Jij vervangt Anneke de Boer"]
        assert post_office.subjects("anneke") == ["Karim Bouali vervangt jou"]
    with at(the_time() + timedelta(days=first + 5)):
        for _round in range(2):
            post_office.works()
        assert post_office.subjects("karim")[1:] == ["Jij vervangt Anneke de Boer niet meer"]
        assert post_office.subjects("anneke")[1:] == ["Karim Bouali vervangt jou niet meer"]


def test_the_mail_speaks_the_language_of_its_reader(henk, anneke, karim, post_office):
    karim.posts("/account", {"language": "en"}, on="/account")

    names(anneke, "Karim Bouali", henk)

    assert post_office.subjects("karim") == ["You stand in for Anneke de Boer"]
    text = post_office.mails("karim")[0].get_body(("plain",)).get_content()
    assert "/linde/requests?scope=team" in text


def test_taken_back_before_it_begins_nobody_is_told(henk, anneke, post_office):
    names(anneke, "Karim Bouali", henk, 3, 5)

    assert ends(anneke).status == 303

    with at(the_time() + timedelta(days=4)):
        assert post_office.subjects("karim") == []
    assert "Karim Bouali" not in anneke.opens("/linde/deputies")


def test_ended_twice_it_ends_once(henk, anneke, post_office):
    names(anneke, "Karim Bouali", henk)
    page = anneke.opens("/linde/deputies")
    action = next(str(form["action"]) for form in page.soup.select("main form"))
    fields = page.form(action)

    assert [anneke.browser.post(action, data=fields).status_code for _time in range(2)] == [303, 303]

    assert post_office.subjects("karim").count("Jij vervangt Anneke de Boer niet meer") == 1


def test_the_deputy_does_not_end_it_nor_a_stranger(henk, anneke, karim, tom):
    names(anneke, "Karim Bouali", henk)
    page = anneke.opens("/linde/deputies")
    action = next(str(form["action"]) for form in page.soup.select("main form"))

    assert karim.sends(action, {}).status == 403
    assert tom.sends(action, {}).status == 404


def test_who_is_put_out_stands_in_no_more(henk, anneke):
    names(anneke, "Karim Bouali", henk)

    deactivates(henk, "Karim Bouali")

    assert "Karim Bouali" not in anneke.opens("/linde/deputies")
