"""Zip, workbook and picture bombs: refused by what their heads say, with the memory they cost measured."""

import io
import random
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from portal.files.kinds import Bomb, Damaged, kind_of
from portal.files.pictures import TooLarge, preview_of
from tests.files.pictures import huge_png, workbook

LOCAL = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
LISTED = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
MEASURE = """
import resource, sys
from portal.files.pictures import preview_of
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
preview_of(open(sys.argv[1], "rb"))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
MOST = 320
"""MiB that a picture of as many pixels as are taken may cost: its own pixels, and little more."""


def package(parts: int, said: int, *, larger: bool = False) -> io.BytesIO:
    """A zip of many parts that says it has few: in its last record, or in the larger one before it."""
    size, at = parts * len(LISTED), len(LOCAL)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, said, said, 0 if larger else size, at, 0)
    if larger:
        record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, said, said, size, at)
        end = record + struct.pack("<4sIQI", b"PK\x06\x07", 0, at + size, 1) + end
    return io.BytesIO(LOCAL + LISTED * parts + end)


@pytest.mark.parametrize("larger", [False, True])
def test_a_package_that_lies_about_how_many_parts_it_has_is_refused_before_they_are_read(larger):
    stream = package(200_000, said=1, larger=larger)
    tracemalloc.start()
    with pytest.raises(Bomb):
        kind_of(stream, "archief.zip")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 1_000_000


@pytest.mark.parametrize("larger", [False, True])
def test_a_package_of_many_parts_is_taken(larger):
    assert kind_of(package(5_000, said=5_000, larger=larger), "archief.zip") == "zip"


def test_a_workbook_of_200_mb_in_a_few_hundred_kilobytes_costs_no_memory():
    stream = io.BytesIO(workbook(200_000_000))
    assert stream.getbuffer().nbytes < 400_000
    tracemalloc.start()
    with pytest.raises(Bomb):
        kind_of(stream, "lijst.xlsx")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 1_000_000


def test_a_package_whose_first_part_goes_on_beyond_its_end_breaks_nothing():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    content = bytearray(out.getvalue())
    struct.pack_into("<II", content, content.rfind(b"PK\x01\x02") + 20, 99_999, 90)

    with pytest.raises(Damaged):
        kind_of(io.BytesIO(bytes(content)), "brief.odt")


def test_no_change_of_a_package_breaks_what_looks_at_it():
    whole, chance = package(50, said=50, larger=True).getvalue(), random.Random(17)
    for _time in range(3_000):
        changed = bytearray(whole)
        for _place in range(chance.randint(1, 4)):
            changed[chance.choice((chance.randrange(len(whole)), len(whole) - 1 - chance.randrange(98)))] = (
                chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
            )
        with suppress(Bomb, Damaged):
            kind_of(io.BytesIO(bytes(changed)), "archief.zip")


def test_a_picture_of_50_000_by_50_000_is_refused_by_its_header():
    with pytest.raises(TooLarge):
        preview_of(io.BytesIO(huge_png(50_000)))


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("P", "GIF")])
def test_the_largest_picture_that_is_taken_costs_its_own_pixels_and_little_more(tmp_path, mode, kind):
    path = tmp_path / "picture"
    Image.new(mode, (7_000, 7_000)).save(path, kind)
    assert path.stat().st_size < 1_000_000

    told = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert int(told.stdout) < MOST


def test_a_photo_that_lies_on_its_side_stands_upright_in_its_preview():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (4_000, 3_000), "#336699").save(out, "JPEG", exif=exif)

    preview = preview_of(out)

    assert (preview.width, preview.height) == (900, 1_200)
