"""Odd addresses and odd query values: a page that is not there, or the page without them, never a fault."""

import pytest

ODD = {
    "beyond what a database counts": "1000000000000000000000",
    "ten to the eighteenth": "1000000000000000000",
    "NUL": "%00",
    "bytes that are no text": "%ff%fe",
    "half a letter": "%ed%a0%80",
    "a formula of the search": "%22%20OR%20NEAR(",
    "wildcards": "%25%25%5F%5C",
    "ten thousand letters": "a" * 10_000,
    "emoji": "%F0%9F%91%A9%E2%80%8D%F0%9F%8C%BE",
    "right to left": "%E2%80%AE",
}
QUERIES = {
    "/linde/requests": (
        "q",
        "after",
        "before",
        "scope",
        "state",
        "kind",
        "service",
        "by",
        "for",
        "since",
        "until",
        "view",
    ),
    "/linde/org/users": ("q", "after", "before", "role", "unit", "state"),
    "/linde/org/people": ("q", "after", "before", "who", "unit"),
    "/linde/org/units/new": ("within",),
    "/linde/news": ("kind", "after", "before"),
    "/linde/notifications": ("after", "before"),
    "/linde/new/problem": ("service", "subject", "url"),
}
PATHS = (
    "/linde/requests/{}",
    "/linde/requests/{}/sent",
    "/linde/org/users/{}",
    "/linde/org/people/{}",
    "/linde/org/units/{}",
    "/linde/news/{}",
    "/linde/new/question/{}",
    "/linde/new/change/planning/{}",
    "/linde/requests/exports/{}",
    "/linde/org/export/{}",
    "/{}/",
    "/rate/{}",
    "/activate/{}",
    "/reset/{}",
    "/address/{}",
    "/desk/requests/{}",
    "/desk/requests/LINDE-{}",
    "/desk/inbox/{}",
    "/admin/organisations/{}",
)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_address_is_a_page_that_is_not_there(henk, joost, ruud, odd):
    for path in PATHS:
        who = {"desk": joost, "admin": ruud}.get(path.split("/")[1], henk)
        status = who.opens(path.format(odd)).status
        assert (path, 200 <= status < 500) == (path, True), status


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_word_behind_an_address_breaks_no_page(henk, joost, odd):
    for path, names in QUERIES.items():
        for name in names:
            status = henk.opens(f"{path}?{name}={odd}").status
            assert (path, name, status < 500) == (path, name, True)
    assert joost.opens(f"/desk/inbox/all?q={odd}&after={odd}").status < 500
