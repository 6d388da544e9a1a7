"""What production asks of browsers, and what it has not: the demo's pages, defaults that everybody knows, files."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.settings import SETTINGS, Misconfigured, configuration
from tests.guards.twin import twin_of
from tests.players import Page

HOST = "https://balie.example"
SAFE = {"ENV": "production", "BASE_URL": HOST, "SECRET_KEY": "k" * 40}


@pytest.fixture
def production(app: Flask) -> Iterator[Flask]:
    """The app as it runs for real, over the same database."""
    with twin_of(app, ENV="production", BASE_URL=HOST) as real:
        yield real


def test_every_cookie_in_production_is_for_this_host_alone_and_no_script(production):
    browser = production.test_client()
    page = Page(browser.get("/signin", base_url=HOST))
    first = Page(browser.post("/signin", data=page.form("/signin") | {"email": "bram@linde.example"}, base_url=HOST))
    fields = first.form("/signin") | {"password": "welkom bij de balie"}
    last = browser.post("/signin", data=fields, base_url=HOST, headers={"Origin": HOST})

    cookies = [cookie for answer in (page.response, last) for cookie in answer.headers.getlist("Set-Cookie")]
    assert last.status_code == 302
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-balie", "__Host-balie-device"}
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


@pytest.mark.parametrize("path", ["/signin", "/nergens", "/static/0/balie.css", "/linde/", "/healthz"])
def test_every_answer_in_production_asks_for_https_from_now_on(production, path):
    answer = production.test_client().get(path, base_url=HOST)

    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    answer.close()


@pytest.mark.parametrize("path", ["/signin", "/nergens", "/static/0/balie.css", "/linde/", "/healthz"])
def test_every_answer_says_what_it_is(app, path):
    answer = app.test_client().get(path)

    assert answer.headers["Content-Type"].partition(";")[2].strip() == "charset=utf-8"
    answer.close()


def test_no_answer_lets_another_site_read_it(bram):
    for path in ("/signin", "/linde/", "/static/0/balie.css", "/nergens"):
        answer = bram.browser.get(path, headers={"Origin": "https://kwaad.example"})
        assert not [name for name, _value in answer.headers if name.startswith("Access-Control-")]
        answer.close()


def test_a_forwarded_header_is_believed_of_no_proxy_that_was_not_set_up(app):
    forged = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "kwaad.example", "X-Forwarded-Proto": "https"}

    page = app.test_client().get("/linde/", headers=forged)

    assert page.headers["Location"].startswith("/signin")
    assert app.test_client().get("/signin", headers={"Host": "kwaad.example"}).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [{"SECRET_KEY": ""}, {"SECRET_KEY": "short"}, {"BASE_URL": ""}, {"NOW": "2026-01-01"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_production_refuses_to_start_with_what_everybody_knows(wrong, monkeypatch):
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    assert configuration(SAFE)["DEMO"] is False

    with pytest.raises(Misconfigured):
        configuration(SAFE | wrong)


def test_production_refuses_to_start_with_the_debugger(monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")

    with pytest.raises(Misconfigured):
        configuration(SAFE)


def test_passwords_cost_what_current_advice_asks():
    passes, kibibytes, _lanes = next(one.default for one in SETTINGS if one.name == "ARGON2").split(",")

    assert int(passes) >= 2
    assert int(kibibytes) >= 19 * 1024


def test_nothing_of_the_demo_is_there_in_production(production):
    paths = {str(rule) for rule in production.url_map.iter_rules()}

    assert not [path for path in paths if path.startswith(("/dev", "/styleguide"))]


@pytest.mark.parametrize(
    "path",
    ["/.git/HEAD", "/static/0/../settings.py", "/static/0/..%2f..%2fsettings.py", "/static/", "/portal/settings.py"],
)
def test_nothing_but_our_static_files_is_served_from_disk(bram, path):
    answer = bram.browser.get(path)

    assert answer.status_code == 404
    assert b"SECRET_KEY" not in answer.data


def test_trace_is_refused(bram):
    assert bram.browser.open("/linde/", method="TRACE").status_code == 405
