"""Lines of lists are made once for all who read them alike, and say at each moment what a fresh one would say."""

from datetime import timedelta

import pytest
from jinja2 import Environment
from markupsafe import Markup

from portal.tickets.lines import Row
from portal.tickets.wording import Pill
from portal.web.language import Said
from portal.web.once import once
from tenants.clock import at
from tenants.clock import now as the_time


def lines(player, path: str = "/linde/requests?scope=organisation") -> list[str]:
    """Return the lines of a list as a person reads them."""
    page = player.opens(path)
    assert page.status == 200
    return [" ".join(line.get_text(" ").split()) for line in page.soup.select(".list li")]


def line_of(player, reference: str) -> str:
    return next(line for line in lines(player) if reference in line)


def test_a_line_says_at_once_what_has_changed(bram, henk, joost):
    ticket = bram.files("Rooster van mei")
    before = line_of(henk, ticket.reference)
    joost.asks(ticket)
    after = line_of(henk, ticket.reference)

    assert "Ontvangen" in before
    assert "Ontvangen" not in after
    assert after != before


def test_a_line_is_read_in_the_language_of_each_reader(bram, henk):
    ticket = bram.files("Rooster van mei")
    dutch = line_of(henk, ticket.reference)
    henk.posts("/preferences", {"language": "en"}, on="/linde/requests")
    english = line_of(henk, ticket.reference)

    assert "Vraag" in dutch
    assert "Question" in english


def test_a_line_ages_with_the_days_and_tells_when_a_promise_is_late(bram, henk):
    ticket = bram.files("Rooster van mei")
    assert "vandaag" in line_of(henk, ticket.reference)
    with at(the_time() + timedelta(days=1)):
        henk.signs_in()
        assert "1 dag" in line_of(henk, ticket.reference)
    with at(the_time() + timedelta(days=60)):
        henk.signs_in()
        assert "we zijn te laat" in line_of(henk, ticket.reference)


def test_a_line_tells_a_party_and_a_colleague_apart(bram, henk):
    ticket = bram.files("Rooster van mei")
    assert "Bram" in line_of(henk, ticket.reference)
    assert "Bram" not in next(line for line in lines(bram, "/linde/requests") if ticket.reference in line)


def test_a_mark_that_somebody_typed_is_never_taken_for_one_that_a_search_made(bram):
    bram.files("Rooster van mei")
    bram.files("<mark>Rooster</mark> van mei")
    for path in ("/linde/requests?q=rooster", "/linde/requests", "/linde/requests?q=rooster"):
        page = bram.opens(path)
        titles = [link.get_text() for link in page.soup.select(".list li a.t")]
        assert sorted(titles) == ["<mark>Rooster</mark> van mei", "Rooster van mei"]


def test_what_looks_at_more_than_the_line_is_found():
    told = ["one"]
    row = Row("/a", "A", "A-1", "", Pill("us", "x", "X"), Said("", "", ""), made={})
    template = Environment(autoescape=True).from_string("{% macro line(row) %}{{ told() }}{% endmacro %}")
    macro = template.make_module({"told": lambda: told[0]}).line

    assert once(macro, row) == Markup("one")
    told[0] = "two"
    with pytest.raises(AssertionError):
        once(macro, row)
