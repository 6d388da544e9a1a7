"""What a page weighs on its way to somebody: markup, style and scripts, each within its budget."""

import gzip
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Response

from tests.browser.stage import Demo, Window

pytestmark = pytest.mark.browser

KB = 1000


def weights(window: Window, who: str, path: str) -> dict[str, int]:
    """Return the bytes a first visit takes, by kind: markup as it is, the rest compressed; htmx is not our own."""
    page = window(who)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    weight = {"document": 0, "stylesheet": 0, "script": 0, "font": 0}
    for answer in answers:
        kind = answer.request.resource_type
        if kind in weight and "/vendor/htmx" not in answer.url and answer.status == 200:
            weight[kind] += len(answer.body() if kind in ("document", "font") else gzip.compress(answer.body()))
    return weight


def longest(demo: Demo) -> int:
    """Return the number of the request with most entries."""
    with closing(sqlite3.connect(demo.engine.path)) as behind:
        number, entries = behind.execute(
            "select ticket.number, count(*) as entries from ticket join entry on entry.ticket_id = ticket.id "
            "join organisation on organisation.id = ticket.organisation_id where key = 'LINDE' "
            "group by ticket.id order by entries desc"
        ).fetchone()
    assert entries >= 20
    return number


@pytest.mark.parametrize(
    ("who", "path", "markup"),
    [
        ("samira", "/linde/requests?scope=organisation", 24),
        ("samira", "/linde/requests/{longest}", 32),
        ("samira", "/linde/", 24),
        ("samira", "/linde/new/question/planning", 24),
        ("", "/signin", 24),
    ],
)
def test_a_page_of_the_portal_keeps_within_its_budget(
    window: Window, demo: Demo, who: str, path: str, markup: int
) -> None:
    weight = weights(window, who, path.format(longest=longest(demo)))

    assert 0 < weight["document"] <= markup * KB
    assert 0 < weight["stylesheet"] <= 14 * KB
    assert 0 < weight["script"] <= 10 * KB


@pytest.mark.parametrize(
    "path", ["/desk/inbox/all", "/desk/requests/LINDE-{longest}", "/desk/requests/LINDE-{longest}?view=all"]
)
def test_a_page_of_the_desk_keeps_within_its_budget(window: Window, demo: Demo, path: str) -> None:
    weight = weights(window, "joost", path.format(longest=longest(demo)))

    assert 0 < weight["stylesheet"] <= 17 * KB
    assert 0 < weight["script"] <= 25 * KB
