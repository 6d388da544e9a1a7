"""The main story: somebody asks, the desk answers, the person says how it went, the right people see it."""

import pytest


def test_an_employee_asks_a_question_and_reads_it_back(bram):
    ticket = bram.files("Hoe ruil ik een dienst?", "Ik wil **dinsdag** ruilen.")

    page = bram.page(ticket)

    assert page.title == "Hoe ruil ik een dienst?"
    assert ticket.reference in page
    assert "Ik wil dinsdag ruilen." in page


def test_the_confirmation_tells_the_number_and_when_to_expect_an_answer(bram, noon):
    ticket = bram.files("Hoe ruil ik een dienst?")

    page = bram.opens(f"{ticket.path}/sent")

    assert ticket.reference in page
    assert "morgen 12.00 uur" in page


def test_colleagues_with_sight_of_the_organisation_find_it_and_a_stranger_finds_nothing(
    bram, samira, noor, henk, anneke, karim, tom, ilse
):
    ticket = bram.files("Vakantiekracht inplannen")

    for colleague in (samira, noor, henk, anneke):
        assert colleague.sees(ticket)
        assert "Vakantiekracht inplannen" in colleague.lists()
        assert "Vakantiekracht inplannen" in colleague.lists(q="vakantiekracht")
    assert not karim.sees(ticket)
    assert karim.lists() == []
    for stranger in (tom, ilse):
        assert stranger.opens(ticket.path).status == 404
        assert stranger.opens(f"/vechtdal/requests/{ticket.number}").status == 404
        assert stranger.lists(q="vakantiekracht") == []


@pytest.mark.parametrize("subject", ["", "   "])
def test_a_question_without_a_subject_is_refused_in_words_and_keeps_the_rest(bram, subject):
    page = bram.tries_to_file(subject, "Mijn hele verhaal")

    assert page.status == 422
    assert len(page.errors) == 1
    assert page.form("")["note"] == "Mijn hele verhaal"


def test_signed_out_every_page_leads_to_sign_in_alike(nobody, bram):
    ticket = bram.files()

    for path in (ticket.path, "/linde/requests/99999", "/nergens/", "/linde/", "/desk", "/admin", "/"):
        page = nobody.opens(path)
        assert page.status == 302
        assert page.location.startswith("/signin")
