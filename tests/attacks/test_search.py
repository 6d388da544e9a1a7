"""Heavy search: what people type is words, never an expression, and no more of it than a line."""

import pytest

from tests.players import Page

MEANING = ('"', "a OR b", "NEAR(a b)", "a*", "^a", "terms: a", "a & | !b <-> c", ":*", "a:*b", "'", "%", "_", "\\", "-")


@pytest.mark.parametrize("query", MEANING)
def test_words_that_mean_something_to_the_index_are_words(bram, joost, query):
    bram.files("Rooster van week 48")
    for player, path in ((bram, "/linde/requests"), (joost, "/desk/inbox/all"), (bram, "/linde/search/suggest")):
        answer = player.browser.get(path, query_string={"q": query, "scope": "mine"})
        assert answer.status_code == 200, path


def test_an_endless_query_costs_no_more_than_a_long_one(bram):
    bram.files("Rooster van week 48")
    long, endless = (
        Page(bram.browser.get("/linde/requests", query_string={"scope": "mine", "q": "woord " * times}))
        for times in (60, 6_000)
    )

    assert endless.statements <= long.statements
