"""Where and when somebody signed in or was refused, for its owner: ninety days, a page at a time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.signin.history import PAGE, shortened
from tenants.clock import at, now
from tests.people.inviting import invites, token_in
from tests.players import Player

PATH = "/account/security/history"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


def tries(app, password: str, network: str = "192.0.2.77") -> None:
    visitor = Player(app, None)
    visitor.browser.environ_base |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": network}
    first = visitor.posts("/signin", {"email": "bram@linde.example"}, on="/signin")
    visitor.browser.post("/signin", data=first.form("/signin") | {"password": password})


def rows(page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]


def test_bram_reads_when_he_came_in_and_when_somebody_was_refused(bram, app, post_office):
    tries(app, "mis")
    post_office.works()

    newest, first = rows(bram.opens(PATH))
    assert "Geweigerd met een wachtwoord Firefox op Windows 192.0.2.0/24" in newest
    assert "Ingelogd met een wachtwoord" in first
    assert PATH in bram.opens("/account/security").links


def test_nobody_reads_of_another(bram, samira, app, post_office):
    tries(app, "mis")
    post_office.works()

    assert not any("Geweigerd" in row for row in rows(samira.opens(PATH)))


def test_a_try_for_an_address_that_is_nobodys_stands_nowhere(bram, app, nobody, post_office):
    first = nobody.posts("/signin", {"email": "nobody@linde.example"}, on="/signin")
    nobody.browser.post("/signin", data=first.form("/signin") | {"password": "mis"})
    post_office.works()

    assert len(rows(bram.opens(PATH))) == 1


def test_who_came_by_the_link_of_an_invitation_reads_so(henk, nobody, post_office):
    invites(henk, "iris@linde.example", "Iris Blom")
    path = f"/activate/{token_in(post_office.mails('iris')[-1], 'activate')}"
    nobody.posts(path, {"name": "Iris Blom", "password": "een lange zin over fietsen"}, on=path)

    (row,) = rows(nobody.opens(PATH))
    assert "Ingelogd met de link in een mail" in row


def test_many_are_read_a_page_at_a_time_none_twice_and_none_left_out(bram, app, post_office):
    start = now()
    for number in range(PAGE + 4):
        with at(start + timedelta(minutes=20 * (number + 1))):
            tries(app, "mis", f"203.0.{number}.9")
    with at(start + timedelta(hours=11)):
        post_office.works()
        first = bram.opens(PATH)
        older = next(link for link in first.links if "after=" in link)
        second = bram.opens(older)
        seen = rows(first) + rows(second)
        assert (len(rows(first)), len(rows(second))) == (PAGE, 5)
        assert len({row.split()[-1] for row in seen if "203.0." in row}) == PAGE + 4
        newer = next(link for link in second.links if "before=" in link)
        back = bram.opens(newer)
        assert rows(back) == rows(first)
        assert back.statements == second.statements


@pytest.mark.parametrize("edge", ["x", "20260101T000000000000-1", "20260101T000000000000-" + "9" * 40, "é"])
def test_an_address_that_was_made_up_shows_a_page(bram, edge, post_office):
    post_office.works()
    for name in ("after", "before"):
        assert bram.opens(f"{PATH}?{name}={edge}").status == 200


def test_after_ninety_days_it_is_gone(bram, app, post_office, later):
    tries(app, "mis")
    post_office.works()
    with later(days=91):
        bram.signs_in()
        post_office.works()
        assert not any("Geweigerd" in row for row in rows(bram.opens(PATH)))


@pytest.mark.parametrize(
    ("network", "kept"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_of_a_network_address_the_last_part_is_not_kept(network, kept):
    assert shortened(network) == kept


@given(st.ip_addresses().map(str))
def test_neighbours_of_any_address_look_the_same(address):
    assert shortened(address).rpartition("/")[2] in ("24", "48")
    assert shortened(shortened(address).partition("/")[0]) == shortened(address)
