"""A film that is sent along tells nothing but itself, and plays as before: not a byte of it moves."""

import io
import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.bare import Broken, bared
from tests.files.films import FRAMES, PLACE, film, frames_in, tags
from tests.files.pictures import box
from tests.files.test_sending_files import fetch, files_of, upload

TOLD = (PLACE, b"Geheimwoord", b"Cameramerk", b"20261122")
WAYS = [(first, wide) for first in (True, False) for wide in (True, False)]


def bare(content: bytes, which: str = "mp4") -> bytes:
    with bared(io.BytesIO(content), which) as stream:
        stream.seek(0)
        return stream.read()


def drawn_in(content: bytes) -> bytes:
    at = content.index(b"mdat")
    return content[at : at + len(b"".join(FRAMES)) + 12]


@pytest.mark.parametrize(("first", "wide"), WAYS)
def test_a_film_tells_nothing_any_more_and_nothing_of_it_moves(first, wide):
    content = film(first=first, wide=wide)
    assert all(word in content for word in TOLD)

    left = bare(content)

    assert not any(word in left for word in TOLD)
    assert len(left) == len(content)
    assert drawn_in(left) == drawn_in(content)
    assert frames_in(left) == frames_in(content) == list(FRAMES)
    assert left.count(b"hoe het staat") == left.count(b"hoe lang het duurt") == 1
    assert bare(left) == left


def test_what_told_is_free_space_now():
    left, content = bare(film()), film()
    for name in (b"udta", b"uuid"):
        at = content.index(b"moov") + content[content.index(b"moov") :].index(name)
        (length,) = struct.unpack_from(">I", content, at - 4)
        assert left[at - 4 : at + length - 4] == struct.pack(">I4s", length, b"free") + bytes(length - 8)


def test_a_film_that_tells_nothing_stays_as_it_is_but_for_its_dates():
    content = film(told=False)

    assert bare(content) == content.replace(b"20261122", bytes(8))


@pytest.mark.parametrize("more", [tags(), box(b"free", b"Geheimwoord"), box(b"uuid", b"Geheimwoord" * 3), b"Geheim"])
def test_what_tells_beside_the_film_goes_too(more):
    left = bare(film(told=False, more=more))

    assert b"Geheim" not in left
    assert frames_in(left) == list(FRAMES)


def test_pictures_that_go_on_to_the_end_of_the_file_are_kept():
    content = film(first=True)
    endless = content.replace(struct.pack(">I4s", len(b"".join(FRAMES)) + 8, b"mdat"), b"\0\0\0\0mdat")

    assert frames_in(bare(endless)) == list(FRAMES)


def test_a_film_in_pieces_loses_what_each_piece_tells():
    piece = box(b"moof", box(b"mfhd", bytes(8)), box(b"traf", box(b"tfhd", bytes(8)), box(b"meta", b"Geheimwoord")))
    left = bare(film(more=piece + box(b"mdat", b"vierde")))

    assert b"Geheimwoord" not in left
    assert left.endswith(b"vierde")


@given(st.booleans(), st.integers(0, 700), st.binary(max_size=6))
def test_a_film_that_is_cut_off_or_damaged_breaks_nothing(first, at, wrong):
    content = film(first=first)
    for damaged in (content[:at], content[:at] + wrong + content[at + len(wrong) :]):
        try:
            left = bare(damaged)
        except Broken:
            continue
        assert len(left) == len(damaged)


@pytest.mark.parametrize(
    "wrong",
    [
        b"moov".join([struct.pack(">I", 8 * n) for n in range(40, 0, -1)]) + b"moov",  # one in the other
        box(b"moov", box(b"cmov", b"gepakt")),
        struct.pack(">I4s", 4, b"mdat"),
        struct.pack(">I4sQ", 1, b"mdat", 2**63),
        struct.pack(">I4s", 0, b"moov") + struct.pack(">I4s", 0, b"udta"),
        struct.pack(">I4s", 8, b"free") * 200_001,
    ],
)
def test_boxes_that_do_not_hold_together_are_refused(wrong):
    with pytest.raises(Broken):
        bare(box(b"ftyp", b"isom") + wrong)


def test_memory_does_not_grow_with_the_film():
    large = io.BytesIO(film() + box(b"mdat", bytes(12_000_000)) + box(b"udta", bytes(12_000_000)))
    tracemalloc.start()
    bared(large, "mov").close()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 3_000_000


@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
def test_who_opens_a_film_finds_it_without_where_it_was_made(bram, joost, name):
    content = film() if name.endswith("mp4") else film().replace(b"isom\0\0\0\0isommp42", b"qt  \0\0\0\0qt  qt  ")
    ticket = bram.files(files=[upload(content, name)])

    for reader in (bram, joost):
        found = fetch(reader, files_of(reader, ticket)[0]).data
        assert not any(word in found for word in TOLD)
        assert frames_in(found) == list(FRAMES)


def test_a_film_that_is_cut_off_is_refused_in_words(bram):
    page = bram.tries_to_file("Een vraag", "Mijn verhaal", files=[upload(film()[:-5], "film.mp4")])

    assert page.status == 422
    assert "film.mp4 kunnen we niet openen" in page.errors[0]
