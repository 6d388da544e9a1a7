"""Files in a bucket: everything is as on disk, nobody is sent there, and its absence is said in words."""

import hashlib
import io
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.files import bucket, storage
from portal.files.duties import sweep_bytes
from portal.files.models import Attachment
from portal.files.places import Unreachable
from portal.operations import backup
from tenants.clock import now
from tenants.database import db
from tenants.scope import inside
from tests.files.pictures import PDF, png
from tests.files.test_sending_files import (  # noqa: F401 - the same sentences, with a bucket
    FORM,
    fetch,
    posts,
    test_a_file_of_a_note_stays_at_the_desk,
    test_a_question_with_two_files_shows_both_to_who_may_see_it,
    test_equal_files_sent_twice_are_both_kept,
    upload,
)
from tests.files.test_serving_files import (  # noqa: F401
    address,
    sent,
    stages,
    test_a_confidential_file_is_hidden_however_it_is_asked_for,
    test_a_document_is_downloaded_and_a_picture_is_shown_and_neither_runs_anything,
    test_a_part_of_a_file_and_one_that_did_not_change_are_answered_as_asked,
    test_an_upload_that_is_tried_again_is_one_file,
    test_what_nobody_sent_is_swept_after_a_day_and_its_bytes_with_it,
)
from tests.operations.test_backup import tools
from tests.stores import BUCKET, KEYS, Store, store

LARGE = b"%PDF-1.7\n" + bytes(range(256)) * 40_000
NOT_KEPT = "We kunnen brief.pdf nu niet bewaren. Je tekst staat er nog. Probeer het over een minuut opnieuw"
SORRY = "We kunnen nu niet bij de bestanden. Probeer het over een minuut opnieuw."


@pytest.fixture(scope="module")
def stored_at() -> Iterator[Store]:
    with store() as made:
        yield made


@pytest.fixture(autouse=True)
def kept(furnished_app, stored_at, monkeypatch) -> bucket.Bucket:
    """Files are kept in a bucket, under a prefix of this test."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bucket, "LEFT_ALONE", 0.2)
    address = f"s3://{BUCKET}/{time.monotonic_ns()}"
    made = bucket.Bucket(address, f"http://127.0.0.1:{stored_at.line.port}", "eu-west-1")
    monkeypatch.setitem(furnished_app.extensions, "balie_files", made)
    return made


def rows(app) -> int:
    with app.app_context(), inside(2):
        return db.session.query(Attachment).count()


@pytest.fixture
def gone(stored_at) -> Iterator[None]:
    """The store does not answer for the length of a test."""
    stored_at.line.cut()
    yield
    stored_at.line.mend()


def test_the_bytes_are_in_the_bucket_by_content_and_not_on_disk(app, bram, kept):
    content = PDF + b"%nergens anders"
    ticket = bram.files("Met bijlagen", files=[upload(png(), "scherm.png"), upload(content, "brief.pdf")])

    names = sorted(name for name, _put_at in kept.listed("2"))
    assert len(names) == 3, "a picture, its preview, and a document"
    name = storage.name_of(2, hashlib.sha256(content).hexdigest())
    assert name in names
    assert not (Path(app.config["FILES_FOLDER"]) / name).exists()
    answer = fetch(bram, address(bram, ticket, "brief.pdf"))
    assert (answer.status_code, answer.data) == (200, content)
    assert "Location" not in answer.headers


def test_a_large_file_comes_back_whole_and_in_parts(bram):
    fields = bram.opens(FORM).form("") | {"subject": "Een groot bestand", "note": "Zie de bijlage"}
    filed = posts(bram, FORM, fields | {"files": [upload(LARGE, "groot.pdf")]})
    page = bram.opens(filed.location.removesuffix("/sent"))
    path = next(href for href in page.links if href.endswith("groot.pdf"))

    assert fetch(bram, path).data == LARGE
    middle = 5 * bucket.PIECE - 10
    part = fetch(bram, path, Range=f"bytes={middle}-{middle + 19}")
    assert (part.status_code, part.data) == (206, LARGE[middle : middle + 20])
    assert fetch(bram, path, Range="bytes=-5").data == LARGE[-5:]


def test_while_the_store_is_gone_pages_go_on_and_a_file_says_so(bram, sent, stored_at):  # noqa: F811
    path = address(bram, sent, "brief.pdf")
    stored_at.line.cut()
    try:
        assert bram.page(sent).status == 200
        assert bram.opens("/linde/requests").status == 200
        page = bram.opens(path)
        assert (page.status, page.response.headers["Retry-After"]) == (503, "5")
        assert SORRY in page
    finally:
        stored_at.line.mend()
    time.sleep(bucket.LEFT_ALONE)
    assert fetch(bram, path).data == PDF


def test_a_large_file_takes_no_more_memory_than_two_parts_of_it(app, kept, tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as out:
        out.truncate(24_000_000)
    tracemalloc.start()
    with path.open("rb") as stream:
        kept.put("2/aa/large", stream)
    stream, size = kept.opened("2/aa/large")
    with stream:
        assert sum(len(portion) for portion in iter(lambda: stream.read(1 << 16), b"")) == size
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * bucket.PART + 2 * bucket.PIECE


def test_while_the_store_is_gone_what_was_typed_is_kept_and_nothing_half_is_filed(app, bram, gone):
    before = bram.opens("/linde/requests").text
    fields = bram.opens(FORM).form("") | {"subject": "Een vraag met bijlage", "note": "Mijn hele verhaal"}

    page = posts(bram, FORM, fields | {"files": [upload(PDF, "brief.pdf")]})

    assert page.status == 503
    assert page.errors == [
        "We kunnen brief.pdf nu niet bewaren. Je tekst staat er nog. Probeer het over een minuut opnieuw"
    ]
    assert page.form("")["note"] == "Mijn hele verhaal"
    assert bram.opens("/linde/requests").text == before
    assert rows(app) == 0


def test_a_reply_and_an_upload_by_script_say_so_too(app, bram, joost, gone):
    ticket = bram.files()

    for who in (bram, joost):
        page = who.acts(ticket, "replies", body="Mijn antwoord", files=[upload(PDF, "brief.pdf")])
        assert page.status == 503
        assert "Mijn antwoord" in page.html
    staged = stages(bram)
    assert (staged.status, staged.response.mimetype) == (503, "text/plain")
    assert staged.html.startswith("We kunnen los.pdf nu niet bewaren.")
    assert rows(app) == 0


def test_a_store_that_says_nothing_is_waited_for_once_and_then_left_alone(bram, sent, stored_at, monkeypatch):  # noqa: F811
    monkeypatch.setattr(bucket, "LEFT_ALONE", 60.0)
    path = address(bram, sent, "brief.pdf")
    stored_at.hangs()
    try:
        began = time.monotonic()
        assert bram.opens(path).status == 503
        waited = time.monotonic() - began
        began = time.monotonic()
        assert [bram.opens(path).status for _ in range(5)] == [503] * 5
        assert waited < bucket.READING.total_seconds() + 2
        assert time.monotonic() - began < 2
    finally:
        stored_at.goes_on()


def test_what_comes_again_while_it_is_being_swept_stays(app, kept, later):
    with app.app_context():
        storage.keep(2, "ab" + "0" * 62, io.BytesIO(b"%PDF"))
        with later(hours=2):
            ((_digest, name),) = storage.old_names(2, now())
            came_again = kept.put_at(name)
            assert not storage.remove_old(name, came_again)
            assert storage.remove_old(name, now())
            assert sweep_bytes() == 0


def test_a_probe_finds_a_bucket_that_is_not_there(app, stored_at, kept, monkeypatch):
    with app.app_context():
        storage.probe()
        other = bucket.Bucket("s3://nobodys", f"http://127.0.0.1:{stored_at.line.port}", "eu-west-1")
        monkeypatch.setitem(app.extensions, "balie_files", other)
        with pytest.raises(Unreachable, match="bucket is not there"):
            storage.probe()
    assert list(kept.listed()) == []


def test_a_backup_holds_the_files_of_the_bucket_and_goes_back_on_disk(app, bram, sent, tmp_path, monkeypatch):  # noqa: F811
    from portal.files.disk import Disk
    from portal.operations import engines

    monkeypatch.setitem(app.config, "POSTGRESQL_TOOLS", tools())
    with app.app_context():
        made = backup.back_up(tmp_path / "kept.tar")
        disk = Disk(tmp_path / "files")
        monkeypatch.setitem(app.extensions, "balie_files", disk)
        monkeypatch.setattr(engines, "is_empty", lambda: True)
        monkeypatch.setattr(engines, "put_back", lambda _path: None)
        backup.restore(tmp_path / "kept.tar")
        assert [f"files/{name}" for name in storage.everything()] == sorted(set(made.members) - {"database"})
    assert fetch(bram, address(bram, sent, "brief.pdf")).data == PDF
    assert fetch(bram, address(bram, sent, "scherm.png")).data == png()
