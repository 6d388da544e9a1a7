"""The doctor names what is wrong, each in its own words, and finds nothing where all is well."""

from pathlib import Path

from portal import doctor
from portal.files import storage
from portal.files.disk import Disk
from tests.servers import free_port


def complaints() -> dict[str, str]:
    return {finding.check: finding.why for finding in doctor.examine() if finding.why}


def test_a_healthy_installation_has_no_complaints(inside_app):
    assert complaints() == {}
    assert list(storage.everything()) == [name for name in storage.everything() if "probe" not in name]


def test_files_that_cannot_be_kept_are_told(inside_app, monkeypatch, tmp_path):
    (tmp_path / "files").write_text("a file where a folder should be")
    monkeypatch.setitem(inside_app.extensions, "balie_files", Disk(tmp_path / "files"))

    assert complaints() == {"files": "files cannot be kept where BALIE_FILES_URL leads to: Not a directory"}


def test_a_redis_that_does_not_answer_is_told(inside_app, monkeypatch):
    monkeypatch.setitem(inside_app.config, "REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")

    assert complaints()["Redis"].startswith("Redis does not answer: ConnectionError")


def test_a_mail_server_that_does_not_answer_is_told(inside_app, monkeypatch):
    monkeypatch.setitem(inside_app.config, "SMTP_URL", f"smtp://127.0.0.1:{free_port()}")

    assert complaints() == {"mail server": "the mail server does not answer: ConnectionRefusedError"}


def test_an_old_schema_is_told(inside_app, monkeypatch):
    monkeypatch.setattr(doctor, "is_current", lambda: False)

    assert complaints() == {"database schema": "the schema is not the newest: run `balie upgrade`"}


def test_production_without_https_and_mail_is_told(inside_app, monkeypatch):
    monkeypatch.setitem(inside_app.config, "DEMO", False)

    found = [finding.why for finding in doctor.examine() if finding.check == "settings"]
    assert [why.partition(" ")[0] for why in found] == ["BALIE_BASE_URL", "BALIE_SMTP_URL"]


def test_a_folder_that_cannot_be_written_is_told(inside_app, monkeypatch, tmp_path):
    monkeypatch.setitem(inside_app.config, "INSTANCE", str(Path(tmp_path) / "nowhere"))

    assert complaints()["folder"].startswith("the folder BALIE_INSTANCE cannot be written")
