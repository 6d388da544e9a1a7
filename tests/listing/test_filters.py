"""The list is narrowed by what stands in its address: each filter alone and together, and odd words change nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.rules import Kind, Outlook
from portal.listing.rules import (
    DAYS,
    NAMED,
    Filter,
    Period,
    Sort,
    active,
    parameters,
    places_of,
    read_filter,
    span,
    without,
)
from portal.tickets.labels import Label, label
from portal.tickets.lifecycle import State, Turn

SCOPES = ("mine", "team", "organisation")

days = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
names = st.text(alphabet="abcdefgh ", max_size=20).map(lambda text: " ".join(text.split()))
filters = st.builds(
    Filter,
    scope=st.sampled_from(SCOPES),
    words=names,
    turn=st.none() | st.sampled_from(Turn),
    label=st.none() | st.sampled_from(Label),
    kind=st.none() | st.sampled_from(Kind),
    service=st.sampled_from(["", "planning", "payroll"]),
    by=names,
    behalf=names,
    running=st.booleans(),
    period=st.none() | st.sampled_from(Period),
    since=days,
    until=st.none(),
    confidential=st.booleans(),
    unread=st.booleans(),
    sort=st.sampled_from(Sort),
)


@given(filters)
def test_a_filter_reads_the_same_from_the_address_it_makes(narrowed):
    assert read_filter(parameters(narrowed), SCOPES) == (narrowed, {})


@given(filters)
def test_taking_each_filter_away_leaves_the_whole_list(narrowed):
    for name in active(narrowed):
        narrowed = without(narrowed, name)

    assert active(narrowed) == []


@given(st.dictionaries(st.sampled_from([*NAMED.values(), "scope", "sort", "x"]), st.text(max_size=300)))
def test_whatever_an_address_says_a_list_comes_of_it(given_words):
    narrowed, wrong = read_filter(given_words, SCOPES)

    assert narrowed.scope in SCOPES
    assert set(wrong) <= {"since", "until"}
    assert len(narrowed.words) <= 200
    assert read_filter(parameters(narrowed), SCOPES) == (narrowed, {})


def test_every_state_at_every_department_has_one_label():
    found = [(state, outlook) for one in Label for state, outlooks in places_of(one).items() for outlook in outlooks]

    assert sorted(found) == sorted((state, outlook) for state in State for outlook in Outlook)
    assert all(
        label(state, outlook) is one for one in Label for state, all_ in places_of(one).items() for outlook in all_
    )


@given(filters, st.dates(date(2001, 1, 1), date(2099, 1, 1)))
def test_a_period_begins_with_the_later_of_two_days(narrowed, today):
    first, _end = span(narrowed, today)
    wanted = [narrowed.since] if narrowed.since else []
    wanted += [today - timedelta(days=DAYS[narrowed.period])] if narrowed.period else []

    assert (first is None) == (not wanted)
    if first:
        assert abs((first.date() - max(wanted)).days) <= 1


def test_the_last_day_counts_whole():
    first, end = span(Filter(since=date(2026, 11, 17), until=date(2026, 11, 17)), date(2026, 11, 20))

    assert first is not None
    assert end is not None
    assert end - first == timedelta(days=1)


def test_each_filter_shows_what_it_says_and_nothing_else(noon, bram, samira, anneke, joost):
    rooster = bram.files("Rooster van Bram", "Ik zoek het.")
    bram.files("Salaris van Bram", "Ik zoek het.", service="payroll")
    samira.files("Vraag van Samira", "Ik zoek het.", confidential="y")
    joost.answers(rooster)

    everything = ["Rooster van Bram", "Vraag van Samira", "Salaris van Bram"]
    assert sorted(samira.lists()) == sorted(everything)
    assert samira.lists(turn="customer") == ["Rooster van Bram"]
    assert samira.lists(state="your-turn") == ["Rooster van Bram"]
    assert samira.lists(service="payroll") == ["Salaris van Bram"]
    assert samira.lists(by="me") == samira.lists(by="mij") == ["Vraag van Samira"]
    assert sorted(samira.lists(by="kuipers")) == ["Rooster van Bram", "Salaris van Bram"]
    assert samira.lists(confidential="yes") == ["Vraag van Samira"]
    assert samira.lists(by="kuipers", turn="desk", service="payroll") == ["Salaris van Bram"]
    assert samira.lists(since="2026-11-18") == []
    assert sorted(samira.lists(since="2026-11-17", until="2026-11-17")) == sorted(everything)
    assert sorted(samira.lists(period="week")) == sorted(everything)
    assert samira.lists(**{"for": "bram"}) == []
    assert sorted(samira.lists(kind="question")) == sorted(everything)


def test_unread_shows_what_others_wrote_in_what_one_follows_and_is_kept_in_a_view(bram, samira, anneke, joost):
    rooster, salaris = bram.files("Rooster van Bram"), bram.files("Salaris van Bram")
    joost.answers(rooster)
    joost.answers(salaris)
    bram.page(salaris)

    assert bram.lists(scope="mine", unread="yes") == ["Rooster van Bram"]
    assert samira.lists(unread="yes") == []  # she sees them, and follows neither
    page = bram.opens("/linde/requests?scope=mine&unread=yes")
    assert page.soup.select_one("[name=unread][checked]")
    assert "Nog niet gelezen" in page.soup.select_one(".chips").get_text()
    bram.posts("/linde/requests/views", {"name": "Nieuw voor mij"}, on="/linde/requests?scope=mine&unread=yes")
    assert bram.opens("/linde/requests").soup.select_one(".views a")["href"] == "/linde/requests?scope=mine&unread=yes"

    bram.page(rooster)

    assert bram.lists(scope="mine", unread="yes") == []


def test_a_percent_sign_in_a_name_is_a_percent_sign(bram, samira):
    bram.files()

    assert samira.lists(by="%25") == samira.lists(by="_") == []


def test_whose_turn_it_is_comes_first_and_pages_go_on_from_there(app, noon, bram, joost):
    subjects = [f"Vraag {count:02}" for count in range(60)]
    filed = [bram.files(subject, "Ik zoek het.") for subject in subjects]
    for one in filed[::7]:
        joost.answers(one)
    seen, path = [], "/linde/requests?scope=mine&sort=turn"
    while path:
        page = bram.opens(path)
        seen.append([link.get_text() for link in page.soup.select(".list a.t")])
        on = page.soup.select_one(".pages a[rel=next]")
        path = on["href"] if on else ""
        back = page.soup.select_one(".pages a[rel=prev]")
    flat = [subject for page in seen for subject in page]

    assert sorted(flat) == subjects
    assert {*flat[:9]} == {*subjects[::7]}
    assert back
    before = [link.get_text() for link in bram.opens(back["href"]).soup.select(".list a.t")]
    assert before == seen[-2]


def test_a_day_that_is_none_is_told_at_its_field_and_kept(bram):
    page = bram.opens("/linde/requests?since=31-12&until=2026-01-01")

    assert page.status == 422
    assert page.errors == ["Schrijf de eerste dag als datum, bijvoorbeeld 2026-11-17"]
    assert page.soup.select_one("#since[aria-invalid]")["value"] == "31-12"


def test_a_last_day_before_the_first_is_told(bram):
    page = bram.opens("/linde/requests?since=2026-02-01&until=2026-01-01")

    assert page.status == 422
    assert page.errors == ["Schrijf de laatste dag als datum, niet vóór de eerste dag"]


ODD = ["%00", "%FF", "1" * 30, "-1", "%F0%9F%98%80", "x" * 10_000, "' or 1=1 --", "<script>", "9" * 18, "%EF%BC%9D1"]
EVERY = [*NAMED.values(), "scope", "sort", "after", "before", "newest", "seen"]


@pytest.mark.parametrize("value", ODD)
def test_odd_words_in_every_parameter_are_never_a_fault(bram, value):
    ticket = bram.files()
    for path in (
        "/linde/requests",
        "/linde/search/suggest",
        "/linde/notifications",
        "/linde/requests/news",
        f"{ticket.path}/news",
    ):
        for name in EVERY:
            assert bram.opens(f"{path}?{name}={value}").status in (200, 204, 302, 422), (path, name)
        assert bram.opens(f"{path}?{'&'.join(f'{name}={value}' for name in EVERY * 2)}").status < 500


def test_a_filter_in_use_is_a_chip_that_takes_it_away(bram):
    bram.files()
    page = bram.opens("/linde/requests?scope=mine&turn=desk&q=rooster")
    chips = {link.get_text(" ").split(" , ")[0].strip(): link["href"] for link in page.soup.select("a.chip")}

    assert list(chips) == ["“rooster”", "De helpdesk"]
    assert chips["De helpdesk"] == "/linde/requests?scope=mine&q=rooster"
    assert "Wis filters" in page


def test_without_a_hit_the_words_go_along_into_a_question(bram):
    page = bram.opens("/linde/requests?q=zeppelin%20%22lucht%22")

    assert "Niets gevonden voor “zeppelin " in page.html.replace("&#34;", '"')
    ask = page.soup.find("a", string="Stel je vraag")
    assert ask["href"] == "/linde/new/question?subject=zeppelin+%22lucht%22"
    assert "subject=zeppelin" in bram.opens(ask["href"]).html
