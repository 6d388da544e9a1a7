"""Files on a disk that is full: told in words, nothing half is left, and later it works again."""

import errno
import os
from pathlib import Path

import pytest

from portal.settings import Misconfigured, configuration
from tests.conftest import SETTINGS
from tests.files.pictures import PDF
from tests.files.test_sending_files import FORM, posts, upload

OTHER = PDF + b"%op een volle schijf"


def test_a_full_disk_keeps_the_text_and_leaves_nothing_half(app, bram, monkeypatch):
    folder = Path(app.config["FILES_FOLDER"])
    before = sorted(folder.rglob("*.*")) if folder.exists() else []
    fields = bram.opens(FORM).form("") | {"subject": "Een vraag met bijlage", "note": "Mijn hele verhaal"}

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        page = posts(bram, FORM, fields | {"files": [upload(OTHER, "brief.pdf")]})
    assert (page.status, page.form("")["note"]) == (503, "Mijn hele verhaal")
    assert sorted(folder.rglob("*.*")) == before

    assert posts(bram, FORM, page.form("") | {"files": [upload(OTHER, "brief.pdf")]}).status == 303


@pytest.mark.parametrize(
    ("given", "folder"),
    [("", "/srv/balie/files"), ("file:///mnt/files", "/mnt/files"), ("/mnt/files", "/mnt/files"), ("s3://box/x", "")],
)
def test_where_files_are_is_told_by_one_address(given, folder):
    assert configuration(SETTINGS | {"INSTANCE": "/srv/balie", "FILES_URL": given})["FILES_FOLDER"] == folder


@pytest.mark.parametrize("given", ["s3:///no-bucket", "ftp://host/files", "https://bucket.example"])
def test_an_address_that_leads_nowhere_is_refused_at_the_start(given):
    with pytest.raises(Misconfigured, match="BALIE_FILES_URL"):
        configuration(SETTINGS | {"INSTANCE": "/srv/balie", "FILES_URL": given})
