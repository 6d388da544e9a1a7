"""Somebody leaves: out at once on every device, their work goes on with a colleague, what was written stays."""

from tests.people.inviting import fields_of, handle_of, member_page, presses
from tests.players import Page


def deactivates(henk, name: str, to: str = "", **fields) -> Page:
    path = f"/linde/org/users/{handle_of(henk, name)}/deactivation"
    page = henk.opens(path)
    assert page.status == 200
    chosen = {"successor": handle_of(henk, to)} if to else {}
    return Page(henk.browser.post(path, data=fields_of(page, path) | chosen | fields))


def test_bram_leaves_and_karim_follows_up_his_open_requests(henk, bram, karim, joost, post_office):
    ticket = bram.files("Waar staat mijn rooster?")
    done = bram.files("Een oude vraag")
    joost.resolves(done)
    assert not karim.sees(ticket)

    assert deactivates(henk, "Bram Kuipers", "Karim Bouali").status == 303

    assert bram.opens("/linde/").location.startswith("/signin")
    assert karim.sees(ticket)
    assert not karim.sees(done)
    page = karim.page(ticket)
    assert "Henk Visser droeg dit over van Bram Kuipers aan Karim Bouali" in page
    assert "Bram Kuipers" in page
    assert karim.replies(ticket, "Ik neem het over.").status == 303
    assert joost.asks(ticket).status == 303
    assert any(
        subject.startswith("Jij neemt over: Waar staat mijn rooster?") for subject in post_office.subjects("karim")
    )
    assert any(subject.startswith("Jij bent aan zet") for subject in post_office.subjects("karim"))
    assert not any(subject.startswith("Jij bent aan zet") for subject in post_office.subjects("bram"))


def test_without_a_successor_the_requests_stay_where_they_are(henk, bram, karim, noor):
    ticket = bram.files()

    assert deactivates(henk, "Bram Kuipers").status == 303

    assert not karim.sees(ticket)
    assert noor.sees(ticket)


def test_a_confidential_request_does_not_go_along_and_is_not_even_counted(henk, bram, karim):
    secret = bram.files("Mijn ziekmelding kwetsal", confidential="y")

    page = henk.opens(f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}/deactivation")
    assert "Er zijn geen lopende aanvragen om over te dragen" in page
    assert "kwetsal" not in page.html + member_page(henk, "Bram Kuipers").html
    deactivates(henk, "Bram Kuipers", "Karim Bouali")

    assert not karim.sees(secret)


def test_the_list_of_who_leaves_shows_what_is_open(henk, bram):
    bram.files("Waar staat mijn rooster?")

    page = henk.opens(f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}/deactivation")

    assert "Er loopt nog 1 aanvraag" in page
    assert "Waar staat mijn rooster?" in page


def test_a_successor_is_found_by_name(henk, bram):
    bram.files()

    page = deactivates(henk, "Bram Kuipers", who="kar", find="1")

    assert page.status == 200
    assert "Karim Bouali" in page
    assert bram.opens("/linde/").status == 200


def test_who_is_out_cannot_take_over_nor_who_leaves_nor_a_stranger(henk, bram):
    bram.files()
    deactivates(henk, "Karim Bouali")
    own = handle_of(henk, "Bram Kuipers")
    for handle in (handle_of(henk, "Karim Bouali"), own, handle_of(henk, "Pim Hendriks"), "0123456789ab", "x" * 30):
        page = deactivates(henk, "Bram Kuipers", successor=handle)
        assert (handle, page.status) == (handle, 422)
        assert page.errors == ["Kies een collega uit de lijst"]
    assert bram.opens("/linde/").status == 200


def test_a_second_press_changes_nothing(henk, bram, karim):
    ticket = bram.files()
    path = f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}/deactivation"
    form = fields_of(henk.opens(path), path) | {"successor": handle_of(henk, "Karim Bouali")}

    assert [henk.browser.post(path, data=form).status_code for _time in range(2)] == [303, 303]

    assert karim.page(ticket).text.count("droeg dit over") == 1


def test_an_admin_does_not_put_themselves_out(henk):
    path = f"/linde/org/users/{handle_of(henk, 'Henk Visser')}"

    assert f"{path}/deactivation" not in henk.opens(path).links
    assert henk.opens(f"{path}/deactivation").status == 403
    assert presses(henk, "Henk Visser", "deactivation").status == 403


def test_who_was_put_out_can_be_let_in_again_with_the_roles_they_had(henk, noor, come):
    deactivates(henk, "Noor de Graaf")
    assert noor.opens("/linde/").location.startswith("/signin")
    assert "Geblokkeerd" in member_page(henk, "Noor de Graaf")

    assert presses(henk, "Noor de Graaf", "activation").status == 303

    assert come("noor").opens("/linde/").status == 200
    assert "Actief" in member_page(henk, "Noor de Graaf")


def test_who_is_put_out_of_one_organisation_stays_in_the_other(come, app):
    dewi, karin = come("dewi"), come("karin", "eemland")
    path = f"/eemland/org/users/{handle_of(dewi, 'Karin Vos')}/deactivation"
    dewi.browser.post(path, data=fields_of(dewi.opens(path), path))
    assert karin.opens("/eemland/").location.startswith("/signin")

    karin.signs_in()

    assert karin.opens("/eemland/").status == 404
    assert karin.opens("/vechtdal/").status == 200


def test_somebody_invited_is_not_put_out_but_withdrawn(henk):
    path = f"/linde/org/users/{handle_of(henk, 'Pim Hendriks')}"

    assert henk.opens(f"{path}/deactivation").status == 409
    assert presses(henk, "Pim Hendriks", "deactivation").status == 409
    assert presses(henk, "Pim Hendriks", "withdrawal").status == 303
    assert presses(henk, "Pim Hendriks", "invitation").status == 303
