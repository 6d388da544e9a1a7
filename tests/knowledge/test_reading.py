"""Reading articles: for whom they are, in which language, on which shelf, and what is left of one that went."""

import pytest
from sqlalchemy import delete, select

from portal.catalogue.models import Service, Subscription
from tenants.database import db, write_transaction
from tenants.models import Organisation
from tenants.scope import inside
from tests.knowledge.explaining import archives, changes, publishes, read_by, writes

GONE = "Niet gevonden"


def test_an_article_stands_on_the_shelf_of_its_service_with_the_newest_change_first(ruud, bram, later):
    publishes(ruud, "Dienst ruilen", service="planning")
    with later(hours=1):
        publishes(ruud, "Rooster kopiëren", service="planning")
        publishes(ruud, "Je wachtwoord wijzigen")
        bram.signs_in()
        page = bram.opens("/linde/kb")

    assert [one.get_text(strip=True) for one in page.soup.select("main h2")] == [
        "Over Balie en algemeen",
        "Planning en rooster",
    ]
    assert [one.get_text() for one in page.soup.select("main a.t")] == [
        "Je wachtwoord wijzigen",
        "Rooster kopiëren",
        "Dienst ruilen",
    ]


def test_an_article_shows_its_text_its_service_and_when_it_was_changed(ruud, bram):
    slug = publishes(
        ruud, "Dienst ruilen", "Kies **Ruilen**.", service="planning", summary_nl="Zo ruil je met een collega."
    )

    page = bram.opens(f"/linde/kb/{slug}")

    assert page.title == "Dienst ruilen"
    assert page.soup.select_one(".tx strong").get_text() == "Ruilen"
    for words in ("Planning en rooster", "Bijgewerkt op", "Zo ruil je met een collega."):
        assert words in page
    assert "/linde/new/question/planning" in page.links


def test_many_headings_make_a_table_of_contents_and_few_do_not(ruud, bram):
    many = publishes(ruud, "Met kopjes", "\n\n".join(f"## Stap {n}\n\nDoe dit." for n in range(1, 5)))
    few = publishes(ruud, "Zonder inhoud", "\n\n".join(f"## Stap {n}\n\nDoe dit." for n in range(1, 4)))

    page = bram.opens(f"/linde/kb/{many}")

    assert [link for link in page.links if link.startswith("#part")] == ["#part-1", "#part-2", "#part-3", "#part-4"]
    assert [one["id"] for one in page.soup.select(".tx h2")] == ["part-1", "part-2", "part-3", "part-4"]
    assert "Op deze pagina" not in bram.opens(f"/linde/kb/{few}")


def test_who_reads_english_gets_it_when_it_is_there_and_the_dutch_one_until_then(ruud, dewi):
    both = publishes(ruud, "Wachtwoord", title_en="Password", text_en="Like this.", summary_en="How to change it.")
    dutch = publishes(ruud, "Rooster", summary_nl="Zo werkt het rooster.")

    page = dewi.opens(f"/eemland/kb/{both}")
    assert page.title == "Password"
    assert "Like this." in page
    assert "Not translated yet" not in page
    page = dewi.opens(f"/eemland/kb/{dutch}")
    assert page.title == "Rooster"
    assert page.soup.h1["lang"] == "nl"
    assert "Not translated yet" in page


@pytest.mark.parametrize(
    ("fields", "readers"),
    [
        ({}, {"bram", "henk", "ilse"}),
        ({"organisations": "vechtdal"}, {"ilse"}),
        ({"roles": "admin"}, {"henk", "ilse"}),
        ({"roles": "admin", "organisations": "linde"}, {"henk"}),
        ({"services": "planning", "roles": "employee"}, {"bram", "henk", "ilse"}),
    ],
)
def test_only_those_read_it_whom_it_is_for(request, ruud, bram, henk, ilse, fields, readers):
    slug = publishes(ruud, "Voor sommigen", **fields)

    for name in ("bram", "henk", "ilse"):
        player = request.getfixturevalue(name)
        there = name in readers
        assert (player.opens(f"/{player.house}/kb/{slug}").status == 200) is there, name
        assert (read_by(player) == ["Voor sommigen"]) is there, name
        assert (read_by(player, "?q=sommigen") == ["Voor sommigen"]) is there, name


def test_who_has_not_the_service_of_its_shelf_does_not_read_it(app, ruud, bram, els):
    slug = publishes(ruud, "Salaris nakijken", service="payroll")
    assert read_by(els) == ["Salaris nakijken"]
    with app.app_context():
        eemland = db.session.scalar(select(Organisation.id).where(Organisation.key == "EEMLAND"))
        payroll = select(Service.id).where(Service.slug == "payroll").scalar_subquery()
        with inside(eemland), write_transaction():
            db.session.execute(
                delete(Subscription).where(Subscription.service_id == payroll),
                execution_options={"synchronize_session": False},
            )
        db.session.remove()

    assert bram.opens(f"/linde/kb/{slug}").status == 200
    assert els.opens(f"/eemland/kb/{slug}").status == 404
    assert read_by(els) == read_by(els, "?q=salaris") == []


def test_what_is_not_for_somebody_is_answered_like_what_never_was(ruud, bram, noon):
    hidden = publishes(ruud, "Voor Vechtdal", organisations="vechtdal")
    writes(ruud, "Een concept", send="save")

    never = bram.opens("/linde/kb/bestaat-niet")
    assert never.status == 404
    for slug in (hidden, "een-concept", "Met Hoofdletters", "x" * 300, "a--b"):
        page = bram.opens(f"/linde/kb/{slug}")
        assert (page.status, page.text) == (404, never.text), slug


def test_the_address_stays_when_the_title_changes(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen")
    changes(ruud, slug, title_nl="Een dienst ruilen met een collega")

    assert slug == "dienst-ruilen"
    assert bram.opens(f"/linde/kb/{slug}").title == "Een dienst ruilen met een collega"


def test_an_archived_article_is_gone_and_leads_to_what_took_its_place(ruud, bram):
    old, new = publishes(ruud, "Oude uitleg"), publishes(ruud, "Nieuwe uitleg")
    assert archives(ruud, old, new).status == 303

    page = bram.opens(f"/linde/kb/{old}")
    assert page.status == 410
    assert f"/linde/kb/{new}" in page.links
    assert "Zo doe je dat." not in page
    assert read_by(bram) == ["Nieuwe uitleg"]
    assert read_by(bram, "?q=uitleg") == ["Nieuwe uitleg"]


def test_an_archived_article_tells_nothing_to_whom_it_was_not_for(ruud, bram, ilse):
    old = publishes(ruud, "Oude uitleg", organisations="vechtdal")
    new = publishes(ruud, "Nieuwe uitleg", organisations="linde")
    archives(ruud, old, new)

    assert bram.opens(f"/linde/kb/{old}").status == 404
    page = ilse.opens(f"/vechtdal/kb/{old}")
    assert page.status == 410
    assert "Nieuwe uitleg" not in page


def test_nobody_reads_it_signed_out_or_elsewhere(ruud, joost, bram, nobody):
    slug = publishes(ruud, "Dienst ruilen")

    for path in ("/linde/kb", f"/linde/kb/{slug}", "/linde/search/articles?subject=ruilen"):
        assert nobody.opens(path).status == 302, path
        for stranger in (joost, ruud):
            assert stranger.opens(path).status == 404, path
        assert bram.opens(path.replace("linde", "vechtdal")).status == 404, path


def test_a_reader_finds_the_way_there(bram):
    assert "/linde/kb" in bram.opens("/linde/").links
    assert "/linde/kb" in bram.opens("/linde/more").links
    assert "Hier komen uitleg en handleidingen." in bram.opens("/linde/kb")
