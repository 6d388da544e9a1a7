"""The service admin keeps which domains are of which customer; whose an address is follows from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.signin.addresses import folded_domain
from tenants.domains import domains_of, organisation_of_domain
from tenants.free_mail import FREE_MAIL, is_free_mail
from tenants.organisations import organisation_named
from tests.admin.setting_up import adds_organisation, looks_in
from tests.admin.test_organisations import trail_of
from tests.players import Page, Player

PATH = "/admin/organisations/{}/domains"


def adds(player: Player, house: str, name: str) -> Page:
    """Add a domain on the page of a customer, after saying why one looks in."""
    path = PATH.format(house)
    if player.opens(path).soup.select_one("form[action$='/look-in']"):
        looks_in(player, house)
    return player.posts(path, {"name": name}, on=path)


def removes(player: Player, house: str, name: str) -> Page:
    path = PATH.format(house)
    if player.opens(path).soup.select_one("form[action$='/look-in']"):
        looks_in(player, house)
    token = player.opens(path).form(path)["csrf_token"]
    return Page(player.browser.post(f"{path}/removal", data={"csrf_token": token, "name": name}))


def house_of(app, address: str) -> str:
    """Whose an address is, by key; "" for nobody's."""
    with app.app_context():
        found = organisation_of_domain(address)
        return next((key for key in ("linde", "vechtdal", "eemland") if found == organisation_named(key)), "")


def test_an_address_is_of_the_organisation_that_has_its_domain(app, ruud):
    assert house_of(app, "iemand@linde.example") == "linde"
    assert house_of(app, "iemand@eemland.example") == ""

    assert adds(ruud, "eemland", "eemland.example").status == 303
    assert house_of(app, "iemand@eemland.example") == "eemland"
    assert trail_of(app, "eemland")[-1] == "domain.added"


@pytest.mark.parametrize("address", ["iemand@team.linde.example", "iemand@notlinde.example", "linde.example", "@", ""])
def test_what_lies_below_or_beside_a_domain_is_nobodys(app, address):
    assert house_of(app, address) == ""


@pytest.mark.parametrize("typed", ["Zorg-Eemland.NL", " zorg-eemland.nl. ", "@zorg-eemland.nl"])
def test_a_domain_is_kept_as_addresses_are(app, ruud, typed):
    adds(ruud, "eemland", typed)

    assert house_of(app, "els@zorg-eemland.nl") == "eemland"


def test_a_domain_in_other_letters_is_kept_in_ascii(app, ruud):
    adds(ruud, "eemland", "zörg.example")

    assert "xn--zrg-sna.example" in ruud.opens(PATH.format("eemland"))
    assert house_of(app, "els@xn--zrg-sna.example") == "eemland"


def test_a_removed_domain_is_nobodys_and_removing_it_twice_is_no_fault(app, ruud):
    assert [removes(ruud, "linde", "linde.example").status for _time in range(2)] == [303, 303]

    assert house_of(app, "iemand@linde.example") == ""
    assert trail_of(app, "linde").count("domain.removed") == 1
    assert "Deze organisatie heeft nog geen domein." in ruud.opens(PATH.format("linde"))


def test_a_domain_that_is_added_twice_is_there_once(app, ruud):
    assert [adds(ruud, "eemland", "eemland.example").status for _time in range(2)] == [303, 303]

    with app.app_context():
        assert domains_of(organisation_named("eemland") or 0) == ["eemland.example"]
    assert trail_of(app, "eemland").count("domain.added") == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Vul een domein in"),
        ("eemland", "Dit is geen domein. Schrijf het zo: voorbeeld.nl"),
        ("een domein.nl", "Dit is geen domein. Schrijf het zo: voorbeeld.nl"),
        ("*.nl", "Dit is geen domein. Schrijf het zo: voorbeeld.nl"),
        ("a@b.nl", "Dit is geen domein. Schrijf het zo: voorbeeld.nl"),
        ("x" * 254, "Maak dit korter: nu 254 tekens, hooguit 253"),
        ("Gmail.com", "Iedereen kan een mailadres bij gmail.com krijgen: het zegt niet waar iemand werkt"),
        ("ziggo.nl", "Iedereen kan een mailadres bij ziggo.nl krijgen: het zegt niet waar iemand werkt"),
        ("linde.example", "Zorggroep De Linde heeft dit domein al"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(app, ruud, name, says):
    page = adds(ruud, "eemland", name)

    assert page.status == 422
    assert page.errors == [says]
    assert page.form(PATH.format("eemland"))["name"] == name
    with app.app_context():
        assert domains_of(organisation_named("eemland") or 0) == []


def test_who_has_not_said_why_changes_no_domain(app, ruud):
    path = PATH.format("eemland")
    token = ruud.opens(path).soup.select_one("input[name=csrf_token]")["value"]

    for target, name in ((path, "eemland.example"), (PATH.format("linde") + "/removal", "linde.example")):
        answer = ruud.browser.post(target, data={"csrf_token": token, "name": name})
        assert answer.status_code == 403
    assert house_of(app, "iemand@eemland.example") == ""
    assert house_of(app, "iemand@linde.example") == "linde"


def test_a_domain_is_taken_from_its_own_organisation_only(app, ruud):
    assert removes(ruud, "eemland", "linde.example").status == 303

    assert house_of(app, "iemand@linde.example") == "linde"


def test_the_admin_reads_in_the_log_which_domain_was_verified(ruud, dewi):
    adds(ruud, "eemland", "eemland.example")
    removes(ruud, "eemland", "eemland.example")

    log = dewi.opens("/eemland/org/audit")
    assert "Ruud Peters (Nova Zorgsoftware) verified the domain eemland.example." in log
    assert "Ruud Peters (Nova Zorgsoftware) removed the domain eemland.example." in log


def test_the_page_of_a_new_customer_says_that_it_has_no_domain(ruud):
    adds_organisation(ruud)

    assert "Domeinen Domeinen wijzigen geen" in ruud.opens("/admin/organisations/veld")


def test_free_mail_is_written_as_domains_are_stored():
    assert {folded_domain(one) for one in FREE_MAIL} == FREE_MAIL


@given(st.sampled_from(sorted(FREE_MAIL)), st.from_regex(r"[a-z]{1,8}", fullmatch=True))
def test_free_mail_is_known_below_its_domain_too_but_not_by_how_a_name_ends(domain, word):
    assert is_free_mail(domain)
    assert is_free_mail(f"{word}.{domain}")
    assert not is_free_mail(f"{word}-{domain}")
