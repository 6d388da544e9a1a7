"""What whoever runs Balie types: export, import, digest; and how people come in where they moved to."""

from pathlib import Path

from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from portal.cli import main
from portal.exchange.moving import bring_in
from tenants.clock import at
from tenants.database import db, write_transaction
from tenants.models import Account, Organisation
from tests.conftest import PostOffice
from tests.exchange.conftest import MOMENT, let_in
from tests.people.inviting import token_in
from tests.players import Player, somebody


def types(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(main, list(words), obj=ScriptInfo(create_app=lambda: app))
    return done.exit_code, done.output


def test_an_organisation_moves_by_three_commands(demo: Flask, empty: Flask, tmp_path: Path) -> None:
    path = str(tmp_path / "linde.zip")
    with at(MOMENT):
        left, said = types(demo, "export", "linde", "--to", path)
        digest = said.split()[-1]
        assert (left, len(digest)) == (0, 64)
        assert types(demo, "digest", "linde") == (0, f"{digest}\n")
        tried, would = types(empty, "import", path, "--dry-run")
        assert (tried, "Would come: Zorggroep De Linde (LINDE)" in would) == (0, True)
        assert types(empty, "digest", "linde")[0] == 1
        came, what = types(empty, "import", path)
        assert (came, "Forgot your password?" in what, "`balie found`" in what) == (0, True, True)
        assert types(empty, "digest", "linde") == (0, f"{digest}\n")
    assert (tmp_path / "linde.zip").stat().st_mode & 0o777 == 0o600


def test_an_export_goes_over_nothing_and_names_who_is_not_there(demo: Flask, taken_out: Path, tmp_path: Path) -> None:
    assert types(demo, "export", "linde", "--to", str(taken_out))[0] == 1
    code, said = types(demo, "export", "nova", "--to", str(tmp_path / "x.zip"))
    assert code == 1
    assert "no customer NOVA" in said
    assert list(tmp_path.glob("*.zip")) == []


def test_what_is_refused_is_refused_in_words(empty: Flask, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    code, said = types(empty, "import", str(tmp_path / "x.zip"))
    assert code == 1
    assert "is not taken in: this file is damaged" in said


def test_a_desk_begins_after_a_customer_came(empty: Flask, taken_out: Path) -> None:
    with empty.app_context():
        bring_in(taken_out)
    words = ("found", "ruud@nova.example", "--name", "Ruud", "--key", "nova", "--password", "een lange zin van Ruud")
    assert types(empty, *words)[0] == 0
    assert types(empty, "found", "henk@linde.example", *words[2:])[0] == 1


def test_everybody_chooses_a_new_password_where_they_moved_to(empty: Flask, taken_out: Path) -> None:
    with at(MOMENT):
        with empty.app_context():
            bring_in(taken_out)
        samira = Player(empty, None)
        samira.one = somebody("samira")
        assert samira.signs_in().status != 303, "a password came along"
        samira.posts("/forgot", {"email": "samira@linde.example"}, on="/forgot")
        path = f"/reset/{token_in(PostOffice(empty).mails('samira')[-1], 'reset')}"
        assert samira.posts(path, {"password": "een heel nieuwe lange zin"}, on=path).status == 303
        samira.signs_in("een heel nieuwe lange zin")
        assert samira.opens("/linde/requests").status == 200


def test_who_is_here_already_stays_as_they_are(empty: Flask, taken_out: Path) -> None:
    with empty.app_context(), write_transaction():
        db.session.add(Account(email="karim@linde.example", name="Karim B.", language="en", password_hash="x"))
        db.session.add(Organisation(key="OTHER", name="Andere Zorg"))
    with at(MOMENT):
        code, said = types(empty, "import", str(taken_out))
    assert code == 0
    assert "karim@linde.example" in said
    assert "Here it comes to" in said
    with empty.app_context():
        karim = db.session.execute(
            select(Account.name, Account.password_hash).where(Account.email == "karim@linde.example")
        ).one()
        db.session.rollback()
    assert tuple(karim) == ("Karim B.", "x")


def test_a_service_that_is_not_here_comes_switched_off(empty: Flask, taken_out: Path) -> None:
    from portal.catalogue.models import Service

    with empty.app_context(), write_transaction():
        db.session.add(Service(slug="planning", name_nl="Onze planning", name_en="Our planning"))
    with at(MOMENT):
        _code, said = types(empty, "import", str(taken_out))
    assert "service records" in said
    with empty.app_context():
        found = {row.slug: row.active for row in db.session.execute(select(Service.slug, Service.active))}
        name = db.session.scalar(select(Service.name_nl).where(Service.slug == "planning"))
        db.session.rollback()
    assert found["planning"] is True
    assert found["records"] is False
    assert name == "Onze planning"
    assert Player(let_in(empty), somebody("samira")).opens("/linde/requests").status == 200
