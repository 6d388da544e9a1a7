"""What people of De Linde can read tells nothing of Gemeente Vechtdal: not its words, not that it does anything."""

from collections.abc import Iterable

import pytest
from flask import Flask

from tests.guards.crawl import Walk, crawl
from tests.guards.masking import masked, masked_parts
from tests.guards.planted import leaking_page
from tests.guards.twin import twin_of
from tests.players import Player
from tests.wall.houses import files_more, live_in

WORD, OWN_WORD, NO_WORD = "kwetsal", "lindewoord", "zzzzzzz"

SEEDS = (
    "/",
    "/linde/",
    "/organisations",
    "/linde/requests?scope=mine",
    "/linde/requests?scope=team",
    "/linde/requests?scope=organisation",
    "/linde/requests?scope=everything",
    "/linde/new/question/planning?subject=rooster",
)


def telling(walks: Iterable[Walk], word: str) -> list[str]:
    """Return each page, or header of a page, in which a word stands that its reader cannot know."""
    found = []
    for walk in walks:
        for visit in walk.visits.values():
            if word in visit.html.casefold() or any(word in value.casefold() for _name, value in visit.headers):
                found.append(f"{walk.who} reads it at {visit.path}")
    return found


def changed(before: dict[str, object], after: dict[str, object]) -> list[str]:
    """Return each page that is not what it was."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def walk_of(player: Player, *more: str) -> Walk:
    return crawl(player.name, player.browser.get, (*SEEDS, *more))


def reads_all_news(player: Player) -> None:
    """Open what is new, so that nothing is marked as new on a second walk."""
    for link in player.opens("/linde/news").soup.select(".newslist a.t"):
        assert player.opens(link["href"]).status == 200


def pages_of(walk: Walk) -> dict[str, object]:
    return {
        f"{walk.who} {visit.path}": masked_parts(visit.status, visit.headers, visit.html)
        for visit in walk.visits.values()
    }


@pytest.fixture
def people(samira, henk, anneke, bram, noor, karim) -> list[Player]:
    return [samira, henk, anneke, bram, noor, karim]


def test_no_page_holds_a_word_of_another_organisation(noon, houses, people):
    walks = [walk_of(player) for player in people]

    assert telling(walks, WORD) == []
    assert sum(len(walk.visits) for walk in walks) > 150
    # The same search finds the own word, so the crawl goes where words stand.
    assert len({fault.split(" reads ")[0] for fault in telling(walks, OWN_WORD)}) == len(people)


def test_a_search_for_words_of_another_organisation_says_what_it_says_of_no_word_at_all(noon, houses, people):
    for player in people:
        for scope in ("mine", "team", "organisation"):
            for asked, nothing in ((WORD, NO_WORD), (f"vertrouwelijk {WORD}", f"vertrouwelijk {NO_WORD}")):
                theirs = player.browser.get("/linde/requests", query_string={"scope": scope, "q": asked})
                none = player.browser.get("/linde/requests", query_string={"scope": scope, "q": nothing})
                assert masked(theirs, WORD) == masked(none, NO_WORD)


@pytest.mark.parametrize("typed", ["VECHTDAL-1", "vechtdal-2", "VECHTDAL-99999"])
def test_a_reference_of_another_organisation_leads_nowhere(noon, houses, samira, typed):
    page = samira.opens(f"/linde/requests?scope=organisation&q={typed}")

    assert page.status == 200
    assert not page.soup.select(".list a.t")


def test_while_another_organisation_is_busy_every_page_stays_the_same_to_the_byte(app, noon, houses, people):
    before = {}
    for player in people:
        reads_all_news(player)
    for player in people:
        walk_of(player)  # what is read for the first time is new no longer
        before |= pages_of(walk_of(player))

    with app.app_context():
        live_in("vechtdal", "nieuws")
        files_more("vechtdal", "nieuws", 3)

    after = {}
    for player in people:
        after |= pages_of(walk_of(player))
    assert changed(before, after) == []
    assert len(before) > 150


def test_planted_pages_that_tell_of_others_are_found(app: Flask, noon, houses, samira):
    with twin_of(app, leaking_page.blueprint) as leaky:
        player = Player(leaky, samira.one)
        reads_all_news(player)
        walk = walk_of(player, "/linde/planted/newest", "/linde/planted/how-many")
        before = pages_of(walk)
        with app.app_context():
            files_more("vechtdal", WORD)
        after = pages_of(walk_of(player, "/linde/planted/newest", "/linde/planted/how-many"))

        assert telling([walk], WORD) == ["Samira El Amrani reads it at /linde/planted/newest"]
        assert changed(before, after) == [
            "Samira El Amrani /linde/planted/how-many",
            "Samira El Amrani /linde/planted/newest",
        ]
