"""Addresses that are kept from page to page lead where each page means."""

import pytest

PAGES = {"/admin/broadcasts": "/admin/broadcasts/new", "/admin/articles": "/admin/articles/new"}


@pytest.mark.parametrize("order", [list(PAGES), list(reversed(PAGES))])
def test_a_button_of_one_feature_never_leads_to_another(ruud, order):
    for path in order * 2:
        button = ruud.opens(path).soup.select_one("main .headline a.btn")
        assert button["href"] == PAGES[path]
