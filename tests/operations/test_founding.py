"""A new installation begins with one command: whoever it names comes in, and sets up the rest on the pages."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.cli import ScriptInfo

from portal.app import create_app
from portal.cli import main
from portal.doctor import examine
from tenants.database import db
from tests.conftest import SETTINGS
from tests.engines import Postgresql, Sqlite
from tests.players import Page
from tests.tables import bring_tables

PASSWORD = "een lang en vreemd wachtwoord"


@pytest.fixture
def new(engine, tmp_path) -> Iterator[Flask]:
    """An installation with tables and nobody in it."""
    place = Sqlite(tmp_path) if isinstance(engine, Sqlite) else Postgresql(engine.superuser_url)
    urls = {"DATABASE_URL": place.url, "MAINTENANCE_URL": place.maintenance_url}
    app = create_app(SETTINGS | urls | {"INSTANCE": str(tmp_path)})
    bring_tables(app, place)
    yield app
    with app.app_context():
        db.engine.dispose()
    if isinstance(place, Postgresql):
        place.remove()


def founds(app: Flask, *words: str, password: str = PASSWORD) -> str:
    """Run the command as an operator does; return what it says."""
    line = ["found", *words, "--name", "Ruud Peters", "--password", password]
    return app.test_cli_runner().invoke(main, line, obj=ScriptInfo(create_app=lambda: app)).output


def test_who_founds_it_signs_in_and_may_set_up_everything(new):
    assert "Sign in as" in founds(new, "Ruud@Nova.example", "--key", "nova")

    ruud = new.test_client()
    page = Page(ruud.get("/signin"))
    first = Page(ruud.post("/signin", data=page.form("/signin") | {"email": "ruud@nova.example"}))
    entered = ruud.post("/signin", data=first.form("/signin") | {"password": PASSWORD})

    assert entered.status_code == 302
    for address in ("/admin", "/admin/organisations", "/desk"):
        assert ruud.get(address, follow_redirects=True).status_code == 200
    with new.app_context():
        assert [finding for finding in examine() if finding.why] == []


def test_a_second_beginning_is_refused(new):
    founds(new, "ruud@nova.example", "--key", "nova")

    assert "there is a service organisation already" in founds(new, "eve@nova.example", "--key", "nova")


@pytest.mark.parametrize(
    ("address", "key", "why"),
    [
        ("ruud", "nova", "ruud is no e-mail address"),
        ("ruud@nova.example", "signin", "signin cannot be a short name"),
        ("ruud@nova.example", "no va", "no va cannot be a short name"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(new, address, key, why):
    assert why in founds(new, address, "--key", key)
    assert "Sign in as" in founds(new, "ruud@nova.example", "--key", "nova")


def test_a_weak_password_is_refused(new):
    assert "Error" in founds(new, "ruud@nova.example", password="welkom")
