"""A picture that is sent along tells nothing but itself, stands upright, and loses nothing of its quality."""

import io
import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from portal.files.bare import Broken, bared
from portal.files.bare.upright import exif_of, orientation_in
from tests.files.pictures import box, drawn, heic, photo
from tests.files.test_sending_files import fetch, files_of, upload

TOLD = (b"Cameramerk", b"Geheimwoord", b"Voordeur")
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}


def bare(content: bytes, which: str) -> bytes:
    with bared(io.BytesIO(content), which) as stream:
        stream.seek(0)
        return stream.read()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None


@pytest.mark.parametrize("which", KINDS)
def test_a_photo_tells_nothing_any_more_and_looks_the_same(which):
    content = photo(KINDS[which], icc_profile=b"profiel" * 20) if which != "gif" else photo("GIF")
    assert any(word in content for word in TOLD)

    left = bare(content, which)

    assert not any(word in left for word in TOLD)
    assert same(opened(left), opened(content))
    assert opened(left).info.get("icc_profile") == opened(content).info.get("icc_profile")
    assert bare(left, which) == left


@pytest.mark.parametrize("which", ["jpg", "png", "webp"])
@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_turned_photo_keeps_which_way_is_up_and_no_other_word(which, turned):
    content = photo(KINDS[which], turned)

    left = opened(bare(content, which))

    assert dict(left.getexif()) == ({} if turned == 1 else {0x0112: turned})
    assert same(ImageOps.exif_transpose(left), ImageOps.exif_transpose(opened(content)))


@pytest.mark.parametrize("which", ["gif", "png", "webp"])
def test_what_moves_goes_on_moving(which):
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("#cc0000", "#00cc00", "#0000cc")]
    out = io.BytesIO()
    more = {"comment": b"Geheimwoord"} if which == "gif" else {"exif": Image.Exif()} if which == "png" else {}
    frames[0].save(out, KINDS[which], save_all=True, append_images=frames[1:], duration=[50, 150, 250], loop=3, **more)

    left, whole = opened(bare(out.getvalue(), which)), opened(out.getvalue())

    assert (left.n_frames, left.info["loop"]) == (whole.n_frames, whole.info["loop"]) == (3, 3)
    for place in range(3):
        left.seek(place)
        whole.seek(place)
        assert same(left, whole)
        assert left.info["duration"] == whole.info["duration"]


@pytest.mark.parametrize("which", KINDS)
def test_what_lies_behind_the_end_of_a_picture_goes(which):
    content = drawn(KINDS[which])

    assert bare(content + b"Geheimwoord" * 9, which) == bare(content, which)


def test_a_photo_of_several_scans_is_kept_whole():
    content = photo("JPEG", progressive=True, restart_marker_blocks=2)

    left = bare(content, "jpg")

    assert same(opened(left), opened(content))
    assert left.count(b"\xff\xda") > 1


def test_a_thumbnail_of_what_was_cropped_away_goes():
    content = drawn("JPEG")
    small = b"JFIF\0\1\1\0\0\1\0\1\x08\x08" + b"klein" * 40
    told = content[:2] + b"\xff\xe0" + struct.pack(">H", len(small) + 2) + small + content[20:]

    assert b"klein" not in bare(told, "jpg")
    assert same(opened(bare(told, "jpg")), opened(content))


def test_of_a_heic_only_what_tells_is_overwritten_and_nothing_moves():
    content = heic(more=box(b"uuid", b"Geheimwoord" * 9))

    left = bare(content, "heic")

    assert len(left) == len(content)
    assert not any(word in left for word in TOLD)
    assert b"hier staat het beeld" in left
    assert bare(left, "heic") == left


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 400), st.binary(max_size=6))
def test_a_picture_that_is_cut_off_or_damaged_breaks_nothing(which, at, wrong):
    content = photo(KINDS[which])
    for damaged in (content[:at], content[:at] + wrong + content[at + len(wrong) :]):
        try:
            bare(damaged, which)
        except Broken:
            continue


@given(st.integers(0, 260), st.binary(max_size=6))
def test_a_heic_that_is_cut_off_or_damaged_breaks_nothing(at, wrong):
    for damaged in (heic()[:at], heic()[:at] + wrong + heic()[at + len(wrong) :]):
        try:
            bare(damaged, "heic")
        except Broken:
            continue


@given(st.binary(max_size=80))
def test_any_exif_is_read_or_left(tiff):
    assert 1 <= orientation_in(b"MM\0*" + tiff) <= 8
    assert orientation_in(exif_of(6)) == 6


def test_memory_does_not_grow_with_the_picture():
    content = drawn("PNG")
    chunk = struct.pack(">I4s", 24_000_000, b"IDAT") + bytes(24_000_004)
    large = io.BytesIO(content[:33] + chunk + content[33:])
    tracemalloc.start()
    bared(large, "png").close()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 3_000_000


def test_who_opens_a_photo_finds_the_picture_and_not_where_it_was_taken(bram, joost):
    ticket = bram.files(files=[upload(photo(), "foto.jpg")])

    for reader in (bram, joost):
        found = fetch(reader, files_of(reader, ticket)[0]).data
        assert not any(word in found for word in TOLD)
        assert dict(opened(found).getexif()) == {0x0112: 6}


def test_a_heic_photo_is_taken_and_downloaded_without_its_notes(bram):
    ticket = bram.files(files=[upload(heic(), "foto.heic")])

    answer = fetch(bram, files_of(bram, ticket)[0])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert not any(word in answer.data for word in TOLD)


@pytest.mark.parametrize("which", [*KINDS, "heic"])
def test_a_picture_that_is_cut_off_is_refused_in_words(bram, which):
    whole = heic() if which == "heic" else photo(KINDS[which])

    page = bram.tries_to_file("Een vraag", "Mijn verhaal", files=[upload(whole[: len(whole) // 2], f"foto.{which}")])

    assert page.status == 422
    assert f"foto.{which} kunnen we niet openen" in page.errors[0]
