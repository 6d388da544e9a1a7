"""Say how it went from the mail: opening the link writes nothing, the button on its page counts."""

import hashlib
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from portal.tickets.models import FollowUp, Rating, RatingBefore, RatingLink
from tenants.database import db
from tenants.passwords import token_hash
from tenants.scope import inside
from tests.notices.reading import Desk, house_id, read


@pytest.fixture
def ticket(app, bram):
    ticket = bram.files("Rooster leeg")
    Desk(app).resolves(ticket, "Het staat er weer.")
    return ticket


@pytest.fixture
def links(post_office, ticket) -> list[str]:
    """The paths behind Satisfied and Not satisfied in the mail to Bram."""
    parts = [urlsplit(link) for link in read(post_office.mails("bram")[-1]).links if "/rate/" in link]
    return [f"{part.path}?{part.query}" for part in parts]


def everything(app) -> str:
    """A digest of every row there is."""
    digest = hashlib.sha256()
    with app.app_context(), db.engine.connect() as connection:
        for table in sorted(db.metadata.tables):
            rows = connection.exec_driver_sql(f"select * from {table}").all()
            digest.update(f"{table} {sorted(map(repr, rows))}".encode())
    return digest.hexdigest()


def ratings(app) -> list[Rating]:
    with app.app_context(), inside(house_id("linde")):
        return list(db.session.scalars(select(Rating)).all())


def gives(nobody, link: str, **fields: str):
    path = link.partition("?")[0]
    return nobody.posts(path, fields, on=link)


def test_opening_the_link_writes_nothing_however_often(app, nobody, links):
    before = everything(app)

    for link in links * 3:
        assert nobody.opens(link).status == 200
        assert nobody.browser.head(link).status_code == 200

    assert everything(app) == before


def test_the_page_has_the_choice_of_the_mails_button_set(nobody, links):
    for link, verdict in zip(links, ("satisfied", "dissatisfied"), strict=True):
        assert nobody.opens(link).form(link.partition("?")[0])["verdict"] == verdict


def test_the_button_on_the_page_counts(app, nobody, links):
    page = gives(nobody, links[0], words="Snel geholpen.")

    assert page.status == 303
    [rating] = ratings(app)
    assert (rating.verdict, rating.words) == ("satisfied", "Snel geholpen.")
    assert nobody.opens(page.location).status == 200


def test_a_second_time_changes_it_and_keeps_what_it_was(app, nobody, links):
    gives(nobody, links[0])
    gives(nobody, links[1], words="Toch niet.")

    [rating] = ratings(app)
    assert (rating.verdict, rating.words) == ("dissatisfied", "Toch niet.")
    with app.app_context(), inside(house_id("linde")):
        assert db.session.scalars(select(RatingBefore.verdict)).all() == ["satisfied"]
        assert len(db.session.scalars(select(FollowUp)).all()) == 1


def test_a_post_without_the_pages_token_counts_for_nothing(app, nobody, links):
    answer = nobody.browser.post(links[0].partition("?")[0], data={"verdict": "satisfied"})

    assert answer.status_code == 400
    assert ratings(app) == []


def test_the_link_that_is_stored_is_only_a_hash(app, links):
    token = urlsplit(links[0]).path.removeprefix("/rate/")

    with app.app_context(), inside(house_id("linde")):
        link = db.session.scalars(select(RatingLink)).one()

    assert link.token_hash == token_hash(token)
    assert token.partition(".")[2] not in link.token_hash


def test_a_link_that_ran_out_is_gone(app, nobody, links, later):
    path = links[0].partition("?")[0]
    fields = nobody.opens(links[0]).form(path)

    with later(days=31):
        assert nobody.opens(links[0]).status == 410
        assert nobody.browser.post(path, data=fields).status_code == 410

    assert ratings(app) == []


def test_a_link_of_a_reopened_request_is_gone(app, bram, nobody, ticket, links):
    path = links[0].partition("?")[0]
    fields = nobody.opens(links[0]).form(path)
    bram.reopens(ticket)

    assert nobody.opens(links[0]).status == 410
    assert nobody.browser.post(path, data=fields).status_code == 410
    assert ratings(app) == []


def test_after_the_next_solution_only_the_next_link_works(app, bram, nobody, post_office, ticket, links):
    bram.reopens(ticket)
    Desk(app).resolves(ticket, "Nu echt.")
    again = [urlsplit(link).path for link in read(post_office.mails("bram")[-1]).links if "/rate/" in link]

    assert nobody.opens(again[0]).status == 200
    assert nobody.opens(links[0]).status == 410


@pytest.mark.parametrize(
    "token",
    [
        "nergens.{secret}",  # no such organisation
        "vechtdal.{secret}",  # another one
        "nova.{secret}",  # not a tenant
        "linde.niets",
        "linde.",
        "linde",
        ".",
        "{secret}",
        "linde.{secret}x",
        "LINDE.{secret}",
    ],
)
def test_a_link_that_never_was_is_not_found_and_says_no_more(nobody, links, token):
    secret = urlsplit(links[0]).path.partition(".")[2]

    pages = [nobody.opens(f"/rate/{token.format(secret=secret)}"), nobody.opens("/rate/nergens.niets")]

    assert [page.status for page in pages] == [404, 404]
    assert pages[0].text == pages[1].text
