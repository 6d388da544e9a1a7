"""What all tests stand on: an app on a fresh copy of the database with the cast in it, and the cast itself."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings

from portal.app import DUTIES, create_app
from portal.demo.cast import PEOPLE, SERVICE_NAME
from portal.demo.loading import load_cast
from portal.joining.duties import answer_askers
from portal.notices.posting import mail_folder
from portal.notices.sending import send_due
from portal.signin.duties import answer_recoveries
from portal.web import once
from portal.web.limits import limiter
from tenants.clock import at
from tenants.clock import now as the_time
from tenants.database import db
from tests.engines import ENGINE, Postgresql, Sqlite, engine_in
from tests.players import Player, somebody
from tests.tables import bring_tables

SETTINGS = {
    "ENV": "demo",
    "SECRET_KEY": "only for tests, only for tests, only for tests",
    "BASE_URL": "http://localhost",
    "SERVICE_NAME": SERVICE_NAME,
    "ARGON2": ["1", "8", "1"],
    "SERVER_TIMING": True,
    "LOG_LEVEL": "ERROR",
}

once.checked = True

# The same code gives the same answer twice, on a slow machine too; `pytest --hypothesis-profile hunt` looks for news.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("hunt", deadline=None, max_examples=3000, print_blob=True)
settings.load_profile("same")


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sqlite | Postgresql]:
    with engine_in(tmp_path_factory.mktemp("database")) as opened:
        yield opened


@pytest.fixture(scope="session")
def furnished_app(engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app, its database migrated and the cast loaded, kept as what each test starts from."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(
        SETTINGS
        | {
            "INSTANCE": str(folder),
            "DATABASE_URL": engine.url,
            "MAINTENANCE_URL": engine.maintenance_url,
        }
    )
    app.testing = False  # errors are pages, as in real life
    bring_tables(app, engine)
    with app.app_context():
        load_cast()
        db.session.remove()
        db.engine.dispose()
    engine.keep_as_template()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(furnished_app: Flask, engine: Sqlite | Postgresql) -> Flask:
    """The app as it was furnished: its rows, and neither a mail nor a file of the test before."""
    with furnished_app.app_context():
        db.session.remove()
        if isinstance(engine, Sqlite):  # of PostgreSQL only rows are put back
            db.engine.dispose()
        for folder in (mail_folder(), Path(furnished_app.config["FILES_FOLDER"])):
            if folder.exists():
                shutil.rmtree(folder)
    engine.put_back()
    with furnished_app.app_context():
        limiter.reset()
    return furnished_app


@pytest.fixture
def inside_app(app: Flask) -> Iterator[Flask]:
    """For tests that call verbs and queries themselves."""
    with app.app_context():
        yield app


Come = Callable[..., Player]


@pytest.fixture
def come(app: Flask) -> Come:
    """Let somebody of the cast come and sign in: `come("karin", "eemland")`."""

    def arrive(first_name: str, house: str = "") -> Player:
        return Player(app, somebody(first_name, house))

    return arrive


def _player(first_name: str) -> Any:
    def fixture(app: Flask) -> Player:
        return Player(app, somebody(first_name))

    return pytest.fixture(fixture, name=first_name)


for one in PEOPLE:
    if one.email and not one.invited and one.first_name != "karin":
        globals()[f"player_{one.first_name}"] = _player(one.first_name)


@pytest.fixture
def nobody(app: Flask) -> Player:
    """A browser that is not signed in."""
    return Player(app, None)


class PostOffice:
    """The worker and the mailboxes: what went out, as people read it."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def works(self) -> int:
        """Let the worker do everything that is due."""
        with self.app.app_context():
            for duty in DUTIES:
                duty()
            answer_recoveries()
            answer_askers()
            return send_due()

    def mails(self, to: str = "") -> list[EmailMessage]:
        """Every mail that left so far, in order, perhaps of one person by first name."""
        self.works()
        with self.app.app_context():
            paths = sorted(mail_folder().glob("*.eml"))
        messages: list[Any] = [message_from_bytes(Path(path).read_bytes(), policy=default) for path in paths]
        return [mail for mail in messages if to in str(mail["To"]).lower()]

    def subjects(self, to: str = "") -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails(to)]


@pytest.fixture
def post_office(app: Flask) -> PostOffice:
    return PostOffice(app)


Later = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def later() -> Later:
    """Move the clock: `with later(days=15): ...`."""

    def move(**ahead: float) -> AbstractContextManager[None]:
        return at(the_time() + timedelta(**ahead))

    return move


NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


@pytest.fixture
def noon() -> Iterator[datetime]:
    """An ordinary Tuesday at noon, and the clock stands still."""
    with at(NOON):
        yield NOON


def pytest_report_header() -> str:
    return f"database: {ENGINE}"


ON_BOTH = (
    *("wall/", "races/", "schema/", "search/", "plans/"),
    *("listing/test_rows.py", "listing/test_filters.py", "listing/test_search.py", "listing/test_news.py"),
    *("news/test_audience.py", "news/test_the_wall.py", "attacks/test_search.py"),
)
"""Where the two engines may differ: who reaches which rows, what is found how, who comes first, and migrations."""


MARKED_THERE = ("isolation/test_the_walk.py",)
"""Where only some are marked, by themselves."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Load nothing else when only these are wanted: to load all files takes longer than many of these tests."""
    if config.option.markexpr != "postgres" or not collection_path.name.startswith("test_"):
        return None
    return True if not _is_in(collection_path, (*ON_BOTH, *MARKED_THERE)) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this runs on PostgreSQL too, with `make test`; the rest of the suite in `.ci/run`."""
    for item in items:
        if _is_in(item.path, ON_BOTH):
            item.add_marker(pytest.mark.postgres)


def _is_in(path: Path, places: tuple[str, ...]) -> bool:
    return any(f"/tests/{place}" in str(path) for place in places)
