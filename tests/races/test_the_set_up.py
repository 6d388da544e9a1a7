"""Two service admins at once: one organisation has a key, one of two edits comes first and the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from portal.catalogue.models import Service
from tenants.database import db
from tenants.models import Organisation
from tests.races.forked import serving
from tests.servers import Browser

TIMES = 8


def at_once(browser: Browser, path: str, forms: list[dict[str, str]]) -> list[int]:
    """Send these forms from connections of their own, at the same moment."""
    start = Barrier(len(forms))

    def send(fields: dict[str, str]) -> int:
        with browser.clone() as mine:
            mine.request("GET", "/healthz")
            start.wait(timeout=30)
            return mine.request("POST", path, fields)[0]

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))


def test_of_many_organisations_with_one_key_one_is_added_and_the_others_are_told(app):
    with serving(app, workers=2) as server, Browser(server.port).sign_in("ruud@nova.example") as ruud:
        path = "/admin/organisations/new"
        known = ruud.fields_of(path) | {"code": "VELD", "language": "nl"}
        forms = [known | {"name": f"Veld {number}", "key": f"a key of its own {number}"} for number in range(TIMES)]
        answers = at_once(ruud, path, forms)

    assert sorted(answers) == [303] + [422] * (TIMES - 1)
    with app.app_context():
        assert db.session.scalar(select(func.count(Organisation.id)).where(Organisation.key == "VELD")) == 1


def test_of_many_edits_at_once_one_comes_first_and_the_others_are_shown_it(app):
    with serving(app, workers=2) as server, Browser(server.port).sign_in("ruud@nova.example") as ruud:
        path = "/admin/services/planning"
        known = ruud.fields_of(path) | {"icon": "users", "place": "1", "name_en": "Planning"}
        answers = at_once(ruud, path, [known | {"name_nl": f"Planning {number}"} for number in range(TIMES)])

    assert sorted(answers) == [303] + [409] * (TIMES - 1)
    with app.app_context():
        assert db.session.scalar(select(Service.version).where(Service.slug == "planning")) == 2


def test_of_many_new_services_with_one_name_each_has_an_address_or_is_told(app):
    with serving(app, workers=2) as server, Browser(server.port).sign_in("ruud@nova.example") as ruud:
        path = "/admin/services/new"
        known = ruud.fields_of(path) | {"name_nl": "Cursus", "name_en": "Course", "icon": "book-open"}
        answers = at_once(ruud, path, [known | {"key": f"a key of its own {number}"} for number in range(TIMES)])

    assert set(answers) <= {303, 422}
    assert 303 in answers
    with app.app_context():
        added = db.session.scalar(select(func.count(Service.id)).where(Service.name_en == "Course"))
    assert added == answers.count(303)
