"""Who must have a second step, from when, and what is open to them until they have: by the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from portal.demo.cast import PEOPLE
from portal.settings import Misconfigured, configuration
from tenants.database import db, write_transaction
from tenants.models import Membership
from tenants.organisations import organisation_named
from tenants.roles import Role
from tenants.scope import inside
from tests.factor.proving import HERE, asks, at_another_browser, sets_up_app, shows_code, shows_password
from tests.players import Page

PAGE = "/linde/org/second-step"
ADMINS = [one.first_name for one in PEOPLE if Role.ADMIN in one.roles and one.first_name != "karin"]
ALL = {"synchronize_session": False}
BANNER = "een tweede stap in om in te loggen"


def chooses(henk, *roles, since="01-12-2026") -> Page:
    fields = {name: value for name, value in henk.opens(PAGE).form(PAGE).items() if name != "roles"}
    return Page(henk.browser.post(PAGE, data=fields | {"roles": list(roles), "since": since}))


def test_the_demo_asks_nobody(bram, henk, fatma, app):
    assert app.config["FACTOR_ROLES"] == frozenset()
    assert bram.opens("/linde/").status == henk.opens("/linde/org").status == 200
    assert fatma.opens("/desk/inbox/mine").status == 200


def test_production_asks_agents_and_admins(monkeypatch):
    for name in ("BALIE_ENV", "BALIE_SECOND_FACTOR"):
        monkeypatch.delenv(name, raising=False)
    safe = {"SECRET_KEY": "x" * 32, "BASE_URL": "https://balie.example.nl"}

    asked = configuration(safe)["FACTOR_ROLES"]

    assert asked == {Role.AGENT, Role.LEAD, Role.SERVICE_ADMIN, Role.ADMIN}
    assert configuration(safe | {"SECOND_FACTOR": ["nobody"]})["FACTOR_ROLES"] == frozenset()
    with pytest.raises(Misconfigured, match="knows no clerk"):
        configuration(safe | {"SECOND_FACTOR": ["clerk"]})
    with pytest.raises(Misconfigured, match="2027-13-01"):
        configuration(safe | {"SECOND_FACTOR_FROM": "2027-13-01"})


def test_who_must_have_one_first_sets_it_up_and_then_goes_on(noon, henk, bram, app, later):
    with asks(app, FACTOR_ROLES=frozenset({Role.ADMIN})), later(days=8):
        henk = come_again(henk)
        page = henk.opens("/linde/requests")
        assert (page.status, page.location) == (303, f"{HERE}?next=/linde/requests")
        assert henk.opens("/account").status == 200
        assert come_again(bram).opens("/linde/requests").status == 200

        sets_up_app(henk)

        assert henk.opens("/linde/requests").status == 200
        assert henk.opens(page.location).soup.select_one('a[href="/linde/requests"]')


def test_who_is_new_has_some_days_and_reads_until_when(noon, henk, app, later):
    with app.app_context(), write_transaction(), inside(organisation_named("LINDE") or 0):
        db.session.execute(update(Membership).values(joined_at=noon), execution_options=ALL)
    with asks(app, FACTOR_ROLES=frozenset({Role.ADMIN})):
        with later(days=6):
            assert BANNER in come_again(henk).opens("/linde/").text
        with later(days=8):
            assert come_again(henk).opens("/linde/").location.startswith(HERE)


def test_a_day_of_the_installation_counts_for_who_was_there_already(noon, henk, app, later):
    since = noon + timedelta(days=30)
    with asks(app, FACTOR_ROLES=frozenset({Role.ADMIN}), FACTOR_FROM=since):
        with later(days=29):
            assert BANNER in come_again(henk).opens("/linde/").text
        with later(days=31):
            assert come_again(henk).opens("/linde/").location.startswith(HERE)


def test_an_agent_who_must_have_one_gets_no_further_than_setting_it_up(noon, fatma, app, later):
    with asks(app, FACTOR_ROLES=frozenset({Role.AGENT})), later(days=8):
        fatma = come_again(fatma)
        assert fatma.opens("/desk/inbox/mine").location.startswith(HERE)
        sets_up_app(fatma)
        assert fatma.opens("/desk/inbox/mine").status == 200


def test_an_organisation_asks_it_of_everybody_from_a_day(noon, henk, bram, tom, later):
    assert chooses(henk, "employee", since="01-12-2026").status == 303
    assert "Iedereen" in henk.opens(PAGE).text

    assert BANNER in bram.opens("/linde/").text
    assert BANNER not in tom.opens("/vechtdal/").text
    with later(days=15):
        bram, tom = come_again(bram), come_again(tom)
        assert bram.opens("/linde/").location.startswith(HERE)
        assert tom.opens("/vechtdal/").status == 200
        sets_up_app(bram)
        assert bram.opens("/linde/").status == 200


def test_an_organisation_asks_it_of_one_role_and_of_nobody_again(noon, henk, bram, later):
    chooses(henk, "admin", since="01-12-2026")
    with later(days=15):
        assert come_again(bram).opens("/linde/").status == 200
        assert come_again(henk).opens("/linde/").location.startswith(HERE)
    assert chooses(henk, since="").status == 303
    with later(days=15):
        assert come_again(henk).opens("/linde/").status == 200


def test_roles_without_a_day_are_refused_at_the_field(henk):
    page = chooses(henk, "employee", since="")

    assert page.status == 422
    assert page.errors == ["Vanaf welke dag? Schrijf het zo: 24-12-2026"]


def test_only_admins_choose_and_roles_of_the_desk_are_none_of_theirs(henk, bram, nobody):
    assert bram.opens(PAGE).status == 403
    assert nobody.opens(PAGE).location.startswith("/signin")
    assert chooses(henk, "agent").status == 422


def test_the_page_counts_who_has_one_and_the_choice_is_in_the_log(noon, henk, bram):
    before = henk.opens(PAGE).text
    sets_up_app(bram)
    after = henk.opens(PAGE).text
    chooses(henk, "manager", "admin")

    assert "0 van" in before
    assert "1 van" in after
    assert "heeft gekozen wie een tweede stap nodig heeft" in henk.opens("/linde/org/audit").text


def test_the_last_factor_of_who_must_have_one_is_not_removed(noon, henk, bram, later):
    chooses(henk, "employee", since="01-12-2026")
    sets_up_app(bram)
    path = f"{HERE}/app/removal"

    page = bram.posts(path, {}, on=path)

    assert page.status == 409
    assert "Voeg eerst een andere toe" in page.text
    assert shows_password(at_another_browser(bram)).location == "/signin/code"


def test_what_was_typed_when_the_day_came_is_still_there(noon, henk, bram, later):
    chooses(henk, "employee", since="01-12-2026")
    path = "/linde/new/question/planning"
    form = bram.opens(path).form("") | {"subject": "Waar staat mijn rooster?", "note": "Ik zoek het."}
    with later(days=14, hours=0):
        bram = come_again(bram)
        page = Page(
            bram.browser.post(path, data=form | {"csrf_token": bram.opens("/account").form("/account")["csrf_token"]})
        )
        assert page.location.startswith(HERE)
        sets_up_app(bram)

        assert "Waar staat mijn rooster?" in bram.opens(path).html


def test_an_admin_takes_the_second_step_away_from_who_lost_the_phone(henk, bram, post_office, later):
    sets_up_app(bram)
    path = member_page(henk, "Bram Kuipers")

    assert henk.posts(f"{path}/second-step", {}, on=path).status == 303

    assert bram.opens("/linde/").location.startswith("/signin")
    assert shows_password(at_another_browser(bram)).location == "/"
    assert "De tweede stap van je account is weggehaald" in post_office.subjects("bram")
    assert "heeft de tweede stap van Bram Kuipers weggehaald" in henk.opens("/linde/org/audit").text


def test_nobody_takes_their_own_away_like_that_nor_who_is_no_admin(henk, bram, karim):
    sets_up_app(henk)
    sets_up_app(karim)
    own, other = member_page(henk, henk.name), member_page(henk, karim.name)

    assert henk.sends(f"{own}/second-step", {}).status == 403
    assert bram.sends(f"{other}/second-step", {}).status == 403
    assert shows_password(at_another_browser(karim)).location == "/signin/code"


def test_an_account_of_two_organisations_is_not_reset_by_one(come, app):
    karin = come("karin", "eemland")
    sets_up_app(karin)
    boss = next(boss for boss in map(come, ADMINS) if boss.opens("/vechtdal/org").status == 200)
    path = member_page(boss, karin.name, "/vechtdal")

    page = boss.posts(f"{path}/second-step", {}, on=path)

    assert page.status == 409
    assert shows_password(at_another_browser(karin)).location == "/signin/code"


def test_a_service_admin_takes_it_away_from_an_agent(ruud, fatma):
    sets_up_app(fatma)
    links = {link.get_text(): link["href"] for link in ruud.opens("/admin/people").soup.select(".list a.t")}
    path = links[fatma.name]

    assert ruud.posts(f"{path}/second-step", {}, on=path).status == 303

    assert shows_password(at_another_browser(fatma)).location == "/"


def member_page(admin, name, house="/linde") -> str:
    page = admin.opens(f"{house}/org/users?q={name.split()[0]}")
    return next(link["href"] for link in page.soup.select("main a[href]") if name in link.get_text())


def come_again(player):
    """Sign in once more: a session ends after twelve idle hours."""
    other = at_another_browser(player)
    shows_password(other)
    return other


def test_moments_are_of_the_clock_in_the_netherlands():
    values = configuration({"ENV": "demo", "SECRET_KEY": "x" * 32, "SECOND_FACTOR_FROM": "2027-01-31"})

    assert values["FACTOR_FROM"] == datetime(2027, 1, 30, 23, tzinfo=UTC)


def test_code_and_duty_go_together(noon, henk, app, later):
    telephone, _codes = sets_up_app(henk)
    with asks(app, FACTOR_ROLES=frozenset({Role.ADMIN})), later(days=9):
        other = at_another_browser(henk)
        assert shows_password(other, "/linde/org").location == "/signin/code"
        assert shows_code(other, telephone.code()).location == "/linde/org"
        assert other.opens("/linde/org").status == 200
