"""How it went, as an organisation's admins read it: figures, month by month, and what became of dissatisfaction."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.people.satisfaction import MONTHS, months_until
from tenants.clock import at
from tests.players import Page, Player

HOME, PLACE = "/linde/org", "/linde/org/satisfaction"
NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


def judged(player: Player, joost: Player, verdict: str, subject: str = "Rooster", **fields) -> None:
    """Let somebody say how a request went."""
    ticket = player.files(subject, confidential=fields.pop("confidential", ""))
    joost.resolves(ticket)
    assert player.rates(ticket, verdict, **fields).status == 303


def lines(page: Page, heading: str) -> list[list[str]]:
    rows = page.soup.select(f"section[aria-labelledby={heading}] tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def test_without_ratings_the_page_says_so(henk):
    page = henk.opens(PLACE)

    assert "Niemand zei in deze dagen hoe het ging." in page
    assert "Niemand was in deze dagen ontevreden." in page
    assert len(lines(page, "h-months")) == MONTHS


def test_ratings_are_counted_by_month_and_over_the_last_ninety_days(henk, bram, karim, joost):
    for month, player, verdict in ((6, bram, "satisfied"), (9, bram, "satisfied"), (9, karim, "dissatisfied")):
        with at(datetime(2026, month, 10, 9, 0, tzinfo=UTC)):
            for one in (player, joost):
                one.signs_in()
            judged(player, joost, verdict)
    with at(NOON):
        for one in (henk, bram, joost):
            one.signs_in()
        judged(bram, joost, "satisfied")
        page = henk.opens(PLACE)

        assert "67% is tevreden: 2 van de 3." in page
        assert lines(page, "h-months") == [
            ["november 2026", "1", "100% (1 van de 1)", "0"],
            ["oktober 2026", "0", "niemand zei het", "0"],
            ["september 2026", "2", "50% (1 van de 2)", "1"],
            ["augustus 2026", "0", "niemand zei het", "0"],
            ["juli 2026", "0", "niemand zei het", "0"],
            ["juni 2026", "1", "100% (1 van de 1)", "0"],
        ]
        assert "67% is tevreden" in henk.opens(HOME)


def test_a_dissatisfied_one_is_followed_until_the_answer_made_it_good(henk, bram, joost, marijke, later, noon):
    judged(bram, joost, "dissatisfied", "Verlof", reasons="waited")
    assert "nog te komen: 1" in henk.opens(HOME)
    ((request, _when, reason, answer),) = lines(henk.opens(PLACE), "h-not")
    assert (request, reason) == ("Verlof LINDE-1", "Ik moest te lang wachten")
    assert answer.startswith("Er komt antwoord vóór")

    with later(days=5):
        for one in (henk, marijke, bram):
            one.signs_in()
        assert "te laat: 1" in henk.opens(PLACE)
        assert lines(henk.opens(PLACE), "h-not")[0][3].startswith("Te laat:")
        marijke.posts("/desk/requests/LINDE-1/follow-up", {"body": "Dat spijt ons."}, on="/desk/requests/LINDE-1")
        assert "Beantwoord: 1, nog te komen: 0, te laat: 0" in henk.opens(PLACE)
        assert lines(henk.opens(PLACE), "h-not")[0][3].startswith("Beantwoord op")


def test_a_rating_of_a_confidential_request_changes_nothing_there(henk, bram, joost):
    before = henk.opens(PLACE).text, henk.opens(HOME).text
    judged(bram, joost, "dissatisfied", "Geheimwoord", confidential="y")

    assert (henk.opens(PLACE).text, henk.opens(HOME).text) == before


def test_nobody_is_named_and_nothing_of_elsewhere_is_told(henk, bram, joost, tom):
    before = henk.opens(PLACE).text
    judged(tom, joost, "dissatisfied", "Van elders")
    assert henk.opens(PLACE).text == before
    judged(bram, joost, "dissatisfied", "Van hier", words="Mijn woorden.")

    page = henk.opens(PLACE)

    assert "Van hier" in page
    assert "Bram" not in page
    assert "Mijn woorden" not in page


@pytest.mark.parametrize("after", ["x", "9" * 99, "%00", "20261117T110000000000-1", "20261117T110000000000-x"])
def test_an_odd_edge_is_no_fault(henk, after):
    assert henk.opens(f"{PLACE}?after={after}").status == 200


def test_only_admins_read_it(henk, bram, anneke, samira, ilse, joost):
    assert henk.opens(PLACE).status == 200
    for player in (bram, anneke, samira):
        assert player.opens(PLACE).status == 403
    for player in (ilse, joost):
        assert player.opens(PLACE).status == 404


def test_many_ratings_take_as_many_statements_as_none_and_are_read_page_after_page(henk, bram, joost):
    empty = henk.opens(PLACE).statements
    for number in range(27):
        judged(bram, joost, "dissatisfied", f"Vraag {number}")

    first = henk.opens(PLACE)
    onwards = henk.opens(first.soup.select_one("a[rel=next]")["href"])

    assert first.statements == onwards.statements == empty <= 5
    every = [line[0] for page in (first, onwards) for line in lines(page, "h-not")]
    assert len(every) == len(set(every)) == 27


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_the_last_months_are_six_in_a_row_and_end_with_this_one(day):
    firsts = months_until(day)

    assert len(set(firsts)) == MONTHS
    assert firsts == sorted(firsts, reverse=True)
    assert all(first.day == 1 for first in firsts)
    assert (firsts[0].year, firsts[0].month) == (day.year, day.month)
    assert (firsts[0] - firsts[-1]).days < 31 * MONTHS
