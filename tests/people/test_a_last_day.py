"""Somebody leaves on a day to come: until then nothing changes, then the worker lets them go, once and whole."""

from datetime import timedelta

import pytest

from portal.people import leaving_duties
from portal.web.days import day_typed
from portal.web.language import today
from tenants.clock import at
from tenants.clock import now as the_time
from tests.guards.behind import Behind
from tests.people.inviting import changes, fields_of, handle_of, member_page
from tests.people.test_leaving import deactivates
from tests.players import Page


def in_days(days: int) -> str:
    return day_typed(today() + timedelta(days=days))


def path_of(henk, name: str) -> str:
    return f"/linde/org/users/{handle_of(henk, name)}/deactivation"


def test_on_the_last_day_all_is_as_it_was_and_after_it_the_work_is_with_the_successor(
    henk, bram, karim, samira, post_office
):
    ticket, other = bram.files("Waar staat mijn rooster?"), samira.files("Iets van Samira")
    samira.acts(other, "watchers", watchers=samira.finds("Bram"))
    assert bram.sees(other)
    bram.opens("/linde/")

    assert deactivates(henk, "Bram Kuipers", "Karim Bouali", ends=in_days(3)).status == 303

    post_office.works()
    assert bram.opens("/linde/").status == 200
    assert not karim.sees(ticket)
    assert "Karim Bouali neemt het over" in member_page(henk, "Bram Kuipers")
    with at(the_time() + timedelta(days=4)):
        for _round in range(2):
            post_office.works()
        bram.signs_in()
        karim.signs_in()
        henk.signs_in()
        assert bram.opens("/linde/").status in (302, 404)
        assert karim.sees(ticket)
        assert karim.sees(other)
        assert karim.page(ticket).text.count("droeg dit over") == 1
        assert "Geblokkeerd" in member_page(henk, "Bram Kuipers")
        told = [subject for subject in post_office.subjects("karim") if subject.startswith("Jij neemt over")]
        assert len(told) == 1


def test_sessions_end_when_the_worker_lets_somebody_go(henk, bram, post_office):
    deactivates(henk, "Bram Kuipers", ends=in_days(0))
    assert bram.opens("/linde/").status == 200

    with at(the_time() + timedelta(hours=30)):
        post_office.works()

    assert bram.opens("/linde/").location.startswith("/signin")


def test_what_goes_along_is_shown_before(henk, bram, samira):
    other = samira.files("Iets van Samira")
    samira.acts(other, "watchers", watchers=samira.finds("Bram"))
    bram.files("Waar staat mijn rooster?")

    page = henk.opens(path_of(henk, "Bram Kuipers"))

    assert "Er loopt nog 1 aanvraag" in page
    assert "Volgt 1 aanvraag van iemand anders" in page


def test_a_plan_is_changed_and_taken_back(henk, bram, post_office):
    deactivates(henk, "Bram Kuipers", "Karim Bouali", ends=in_days(1))
    page = henk.opens(path_of(henk, "Bram Kuipers"))
    assert f'value="{in_days(1)}"' in page.html
    assert "Karim Bouali neemt het over" in page

    assert deactivates(henk, "Bram Kuipers", "Noor de Graaf", ends=in_days(5)).status == 303

    assert "Noor de Graaf neemt het over" in henk.opens(path_of(henk, "Bram Kuipers"))
    path = path_of(henk, "Bram Kuipers")
    assert henk.posts(f"{path}/withdrawal", {}, on=path).status == 303
    with at(the_time() + timedelta(days=9)):
        post_office.works()
        bram.signs_in()
        assert bram.opens("/linde/").status == 200


def test_who_comes_second_with_a_plan_reads_what_the_first_one_planned(henk, bram):
    path = path_of(henk, "Bram Kuipers")
    stale = fields_of(henk.opens(path), path)
    deactivates(henk, "Bram Kuipers", "Karim Bouali", ends=in_days(1))

    page = Page(henk.browser.post(path, data=stale | {"ends": in_days(7)}))

    assert page.status == 409
    assert "Karim Bouali neemt het over" in page
    assert f'value="{in_days(7)}"' in page.html


@pytest.mark.parametrize("ends", ["gisteren", "01-01-2020", "31-12-9999"])
def test_a_day_that_cannot_be_is_refused_at_its_field_and_kept(henk, ends):
    page = deactivates(henk, "Bram Kuipers", ends=ends)

    assert page.status == 422
    assert len(page.errors) == 1
    assert f'value="{ends}"' in page.html


def test_the_last_admin_stays_also_when_they_become_it_later(henk, noor, post_office, engine):
    assert changes(henk, "Noor de Graaf", roles=["professional", "admin"]).status == 303
    noor.signs_in()
    path = f"/linde/org/users/{handle_of(noor, 'Henk Visser')}/deactivation"
    form = fields_of(noor.opens(path), path) | {"ends": in_days(2)}
    assert noor.browser.post(path, data=form).status_code == 303
    assert changes(noor, "Noor de Graaf", roles=["professional"]).status == 303

    with at(the_time() + timedelta(days=4)):
        for _round in range(2):
            post_office.works()
        henk.signs_in()
        assert henk.opens("/linde/org").status == 200
        assert post_office.subjects("henk").count("Henk Visser is er nog") == 1
    assert Behind(engine).rows("select outcome from leaving") == [("refused",)]


def test_a_worker_that_dies_halfway_has_done_nothing_and_the_next_does_all(
    henk, bram, karim, post_office, app, monkeypatch
):
    ticket = bram.files()
    deactivates(henk, "Bram Kuipers", "Karim Bouali", ends=in_days(0))

    def dies(*_given: object) -> None:
        raise RuntimeError

    with at(the_time() + timedelta(hours=30)):
        with monkeypatch.context() as patched, app.app_context():
            patched.setattr(leaving_duties, "hand_over", dies)
            with pytest.raises(RuntimeError):
                leaving_duties.let_leavers_go()
        bram.signs_in()
        assert bram.opens("/linde/").status == 200
        post_office.works()
        karim.signs_in()
        assert karim.sees(ticket)
        bram.signs_in()
        assert bram.opens("/linde/").status != 200


def test_a_draft_goes_along_and_a_confidential_one_does_not(henk, samira, noor):
    samira.begins_a_change()

    assert "Begon 1 concept" in henk.opens(path_of(henk, "Samira El Amrani"))
    assert deactivates(henk, "Samira El Amrani", "Noor de Graaf").status == 303

    assert "Toeslag voor de nachtdienst" in noor.opens("/linde/drafts")


def test_nobody_else_plans_it(henk, bram, noor, ilse):
    path = path_of(henk, "Bram Kuipers")

    for player, status in ((noor, 403), (bram, 403), (ilse, 404)):
        assert player.sends(path, {"ends": in_days(2)}).status == status
        assert player.sends(f"{path}/withdrawal", {}).status == status
