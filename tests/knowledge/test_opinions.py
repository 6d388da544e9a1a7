"""What readers think of an article, and that one was enough: counted once each, read by its keeper, kept inside."""

import pytest

from tests.knowledge.explaining import archives, counted, publishes, says
from tests.players import Page


def test_yes_is_counted_and_thanked_for(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen")

    page = says(bram, slug, "yes")
    assert page.status == 303
    assert "Je zei: ja." in bram.opens(f"/linde/kb/{slug}")
    assert counted(ruud, slug) == {"Had er iets aan": "1", "Had er niets aan": "0", "Meldde daarna niets": "0"}


def test_on_no_one_is_asked_what_is_missing_and_the_keeper_reads_it_without_a_name(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen")

    assert "Wat mist er?" not in bram.opens(f"/linde/kb/{slug}")
    says(bram, slug, "no")
    page = bram.opens(f"/linde/kb/{slug}")
    assert "Wat mist er?" in page
    says(bram, slug, "no", missing="Hoe het op de telefoon gaat.")

    kept = ruud.opens(f"/admin/articles/{slug}")
    assert "Hoe het op de telefoon gaat." in kept
    assert "Zorggroep De Linde" in kept
    assert "Bram" not in kept.text
    assert "1 opmerking" in ruud.opens("/admin/articles")
    assert bram.opens(f"/linde/kb/{slug}").soup.select_one("textarea").get_text().strip() == (
        "Hoe het op de telefoon gaat."
    )


def test_everybody_has_one_opinion_and_may_change_it(ruud, bram, henk, ilse):
    slug = publishes(ruud, "Dienst ruilen")
    for _time in range(2):
        says(bram, slug, "no", missing="Plaatjes.")
    says(henk, slug, "no")
    says(ilse, slug, "yes")
    assert counted(ruud, slug)["Had er niets aan"] == "2"

    says(bram, slug, "yes")

    assert counted(ruud, slug) == {"Had er iets aan": "2", "Had er niets aan": "1", "Meldde daarna niets": "0"}
    assert "Plaatjes." not in ruud.opens(f"/admin/articles/{slug}")


def test_an_endless_remark_is_refused_and_stays_in_the_field(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen")

    page = says(bram, slug, "no", missing="x" * 1001)

    assert page.status == 422
    assert page.errors == ["Maak dit korter: nu 1001 tekens, hooguit 1000"]
    assert "x" * 1001 in page.html
    assert counted(ruud, slug)["Had er niets aan"] == "0"


@pytest.mark.parametrize("post", ["opinion", "solved"])
def test_nobody_says_anything_of_what_they_may_not_read(ruud, bram, henk, joost, nobody, post):
    hidden = publishes(ruud, "Voor Vechtdal", organisations="vechtdal")
    gone = publishes(ruud, "Uit de tijd")
    archives(ruud, gone)

    assert bram.sends(f"/linde/kb/{hidden}/{post}", {"helped": "yes"}).status == 404
    assert joost.sends(f"/linde/kb/{gone}/{post}", {"helped": "yes"}).status == 404
    assert bram.sends(f"/linde/kb/{gone}/solved", {}).status == 404
    assert bram.sends(f"/linde/kb/{gone}/opinion", {"helped": "yes"}).status == 404
    assert nobody.browser.post(f"/linde/kb/{hidden}/{post}", data={}).status_code in (302, 400)
    assert counted(ruud, hidden)["Had er iets aan"] == "0"


@pytest.mark.parametrize("fields", [{}, {"helped": "perhaps"}, {"helped": "yes", "article_id": "1"}])
def test_an_odd_opinion_is_refused(ruud, bram, fields):
    slug = publishes(ruud, "Dienst ruilen")

    assert bram.sends(f"/linde/kb/{slug}/opinion", fields).status == 400


def test_an_opinion_without_a_token_is_refused(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen")

    assert bram.browser.post(f"/linde/kb/{slug}/opinion", data={"helped": "yes"}).status_code == 400
    assert bram.browser.post(f"/linde/kb/{slug}/solved", data={}).status_code == 400


def test_a_form_with_a_subject_offers_articles_without_scripts(ruud, bram):
    publishes(ruud, "Een dienst ruilen", summary_nl="Zo ruil je met een collega.")

    assert "Misschien helpt dit" not in bram.opens("/linde/new/question/planning")
    asked = bram.opens("/linde/new/question/planning?subject=Hoe+ruil+ik+een+dienst")
    assert "Zo ruil je met een collega." in asked
    refused = bram.tries_to_file("Dienst ruilen", "")
    assert refused.status == 422
    assert "Misschien helpt dit" in refused
    assert "/linde/kb" in bram.opens("/linde/new/question/planning").links


def test_an_article_that_was_enough_is_counted_and_nothing_is_filed(ruud, bram):
    slug = publishes(ruud, "Een dienst ruilen")
    page = bram.opens("/linde/new/question/planning?subject=dienst+ruilen")
    button = next(one for one in page.soup.select("button[formaction]") if "Opgelost" in one.get_text())
    filled = (
        page.form("")
        if page.tree.cssselect("form[method=post]:not([action])")
        else page.form("/linde/new/question/planning")
    )

    for _time in range(2):
        answer = Page(bram.browser.post(button["formaction"], data=filled))
        assert (answer.status, answer.location) == (303, "/linde/")

    assert "Je hoeft niets te melden." in bram.opens("/linde/")
    assert counted(ruud, slug)["Meldde daarna niets"] == "1"
    assert "Je hebt nog niets gevraagd" in bram.opens("/linde/requests?scope=mine")
