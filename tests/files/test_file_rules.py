"""What a file may be called, and what is text: for any name and any bytes."""

import io
import tempfile
import unicodedata
import zipfile
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.drafts.rules import TooLong, kept
from portal.files.kinds import Bomb, Damaged, kind_of
from portal.files.rules import LONGEST_NAME, TYPES, ZWJ, ZWNJ, clean_name, looks_like_text, named_as, too_many_pixels
from tests.files.pictures import PDF, drawn, workbook

HIDDEN = "\u200b\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c\ufeff\u00ad\u180e"
JOINED = ZWJ + ZWNJ
LETTERS = "a.é\u0301e👩🚒❤🔥👍\U0001f3fd\ufe0fمکنहक्षಕ್… "


@given(st.text(max_size=400) | st.text(alphabet=HIDDEN + JOINED + LETTERS, max_size=300))
def test_any_name_becomes_one_that_is_safe_and_stays_so(name):
    clean = clean_name(name)

    assert 0 < len(clean) <= LONGEST_NAME + 1
    assert not set(clean) & set('/\\<>:"|?*\r\n\0')
    assert all(unicodedata.category(letter)[0] != "C" for letter in clean if letter not in JOINED)
    assert not set(clean) & set(HIDDEN)
    assert clean_name(clean) == clean


@given(st.text(alphabet=JOINED + LETTERS, max_size=40))
@example("क\u200c्")
@example("र\u200d्य👩")
@example("a\u200d्")
def test_a_joiner_stands_between_two_that_it_joins_or_not_at_all(name):
    clean = clean_name(name)

    for before, joiner, after in zip(clean, clean[1:], clean[2:], strict=False):
        if joiner in JOINED:
            assert before.isalpha() or unicodedata.category(before) in {"So", "Mn", "Sk", "Mc"}
            assert after.isalpha() or unicodedata.category(after) in {"So", "Mn", "Mc"}  # a sign may follow: র‍্য
            assert not (before + after).isascii()
    assert clean[:1] not in tuple(JOINED)
    assert clean[-1:] not in tuple(JOINED)


@pytest.mark.parametrize(
    "name",
    [
        "gezin 👩\u200d👩\u200d👧.jpg",
        "👩🏽\u200d🚒.png",
        "❤️\u200d🔥.png",
        "می\u200cخواهم.pdf",  # Persian
        "क्\u200dष.pdf",  # Devanagari
        "ಕ್\u200cಷ.pdf",  # Kannada
        "র\u200d্যাম.pdf",  # Bengali: the joiner stands before the sign
    ],
)
def test_a_name_that_is_spelled_with_joiners_is_kept_as_it_is(name):
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("fac\u200dtuur.pdf", "factuur.pdf"),
        ("factuur\u200c.pdf", "factuur.pdf"),
        ("\u200d👩.png", "👩.png"),
        ("👩\u200d\u200d👩.png", "👩👩.png"),
        ("👩\u200c👩.png", "👩👩.png"),
        ("مa\u200cن.pdf", "مaن.pdf"),
        ("factuur\u202efdp.exe", "factuurfdp.exe"),
        ("a\u200b\u0301.txt", "á.txt"),
    ],
)
def test_a_joiner_that_joins_nothing_and_all_else_that_hides_is_left_out(name, clean):
    assert clean_name(name) == clean


@given(st.text(max_size=60), st.sampled_from(sorted(TYPES)))
def test_a_name_ends_as_its_content_says(name, which):
    assert named_as(clean_name(name), which).rpartition(".")[2].lower() in TYPES[which].suffixes


@given(st.binary(max_size=300))
def test_no_bytes_break_what_looks_at_them(content):
    with suppress(Damaged):
        assert kind_of(io.BytesIO(content), "x.csv") in {"", *TYPES}


@pytest.mark.parametrize("markup", [b"<!doctype html>", b" \n<svg>", b"ok<script>", b"\xef\xbb\xbf<html", b"x <?xml "])
def test_markup_is_no_text(markup):
    assert not looks_like_text(markup)


@pytest.mark.parametrize(
    ("content", "name", "which"),
    [
        (drawn("PNG"), "x", "png"),
        (drawn("JPEG"), "x.txt", "jpg"),
        (drawn("GIF"), "", "gif"),
        (drawn("WEBP"), "x", "webp"),
        (PDF, "x.png", "pdf"),
        (workbook(), "x.zip", "xlsx"),
        (b"naam;nummer\nBram;1", "lijst.csv", "csv"),
        (b"naam;nummer\nBram;1", "lijst", "txt"),
        (b"From: a@b.nl\nSubject: x\n\nHoi", "mail.eml", "eml"),
        (b"MZ\x90\x00", "x.pdf", ""),
    ],
)
def test_a_file_is_what_its_content_says(content, name, which):
    assert kind_of(io.BytesIO(content), name) == which


def test_a_package_of_a_hundred_times_its_size_is_never_unpacked():
    with pytest.raises(Bomb):
        kind_of(io.BytesIO(workbook(200_000_000)), "lijst.xlsx")


def document(**flags: int) -> bytes:
    """A text document of LibreOffice; `flags` are set on the part that names its type."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        first = zipfile.ZipInfo("mimetype")
        package.writestr(first, "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<office/>")
        for name, value in flags.items():
            setattr(first, name, value)
    return out.getvalue()


def test_a_package_that_asks_for_a_password_is_one_like_any_other():
    assert kind_of(io.BytesIO(document()), "x") == "odt"
    assert kind_of(io.BytesIO(document(flag_bits=1)), "x") == "zip"


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, document()[:-40], workbook()[:100]],
    ids=["its first bytes", "no list", "half a list", "half a workbook"],  # a package holds the time it was made
)
def test_a_package_that_nobody_can_open_is_damaged(content):
    with pytest.raises(Damaged):
        kind_of(io.BytesIO(content), "x.docx")


@given(st.sampled_from([document(), workbook()]), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_whatever_is_wrong_with_a_package_it_is_damaged_and_no_more(whole, at, wrong):
    content = whole[:at] + wrong + whole[at + len(wrong) :]
    with tempfile.TemporaryFile() as file:
        file.write(content)
        for stream in (io.BytesIO(content), file):
            with suppress(Damaged, Bomb):
                assert kind_of(stream, "x.csv") in {"", *TYPES}


@pytest.mark.parametrize(
    ("width", "height", "too_many"), [(8000, 6000, False), (50_000, 50_000, True), (40_000, 1, True)]
)
def test_pixels_are_counted_before_they_are_drawn(width, height, too_many):
    assert too_many_pixels(width, height) is too_many


@given(st.lists(st.tuples(st.text(max_size=50), st.lists(st.text(max_size=50), max_size=5)), max_size=20))
def test_any_post_can_be_kept_as_a_draft(posted):
    answers = kept(posted)

    assert not set(answers) & {"csrf_token", "key", "draft", "version"}
    assert all("\0" not in str(value) for value in answers.values())


def test_more_than_a_person_writes_is_no_draft():
    with pytest.raises(TooLong):
        kept([("note", ["x" * 200_001])])
