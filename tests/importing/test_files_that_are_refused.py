"""What is no list, holds far more than it seems, or was made to do harm: refused in words, with little memory."""

import errno
import io
import resource
import time
import zipfile

import pytest

from portal.importing import workbooks
from tests.guards.behind import Behind
from tests.importing.bringing import as_csv, as_xlsx, brings, told, uploads

ROW = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c></row>'
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET = "xl/worksheets/sheet1.xml"


def rebuilt(change):
    """Return a good workbook whose parts were changed: `change` maps names to other bytes."""
    made = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(as_xlsx([["Naam"], ["Joke Aalbers"]])))
    with good, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in good.namelist():
            out.writestr(name, change.get(name, good.read(name)))
    return made.getvalue()


def bomb():
    """About 189 KiB that unpack to 200 MB."""
    return rebuilt({SHEET: OPEN + ROW + b" " * 200_000_000})


def liar():
    """The same, in a package whose list says that the sheet is small."""
    content = bytearray(rebuilt({SHEET: OPEN + ROW + b" " * 100_000_000}))
    size = (100_000_000 + len(ROW) + len(OPEN)).to_bytes(4, "little")
    assert content.count(size) >= 1
    return bytes(content.replace(size, (5_000).to_bytes(4, "little")))


def entities():
    """A text that would grow a thousand million times."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]><worksheet><sheetData>&a9;</sheetData></worksheet>'.encode()


def corner():
    """One cell in the last corner: a reader that builds the rectangle ends the process."""
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return rebuilt({SHEET: OPEN + ROW + cell + b"</sheetData></worksheet>"})


def locked():
    """A workbook whose sheet asks for a password, as its list and the part itself say."""
    content = bytearray(rebuilt({}))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


@pytest.mark.parametrize("made", [bomb, liar], ids=["says it", "lies"])
def test_a_small_file_that_unpacks_to_hundreds_of_megabytes_is_refused_at_once(henk, engine, made):
    content = made()
    assert len(content) < 210_000
    before, begun = _peak(), time.process_time()
    page = uploads(henk, content, "lijst.xlsx")
    took, grew = time.process_time() - begun, _peak() - before
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].startswith(("lijst.xlsx is niet veilig", "lijst.xlsx is beschadigd"))
    assert took < 1.0
    assert grew < 50
    assert Behind(engine).rows("select 1 from import_run") == []


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # MiB


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.csv", b"", "leeg.csv is leeg"),
        ("leeg.csv", b"\r\n;;\r\n", "leeg.csv is leeg"),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "We kunnen foto.xlsx niet lezen"),
        ("oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "We kunnen oud.xls niet lezen"),
        ("half.xlsx", as_xlsx([["Naam"]])[:900], "half.xlsx is beschadigd"),
        ("kapot.xlsx", rebuilt({SHEET: b"<worksheet><sheetData><row"}), "kapot.xlsx is beschadigd"),
        ("rijk.xlsx", rebuilt({SHEET: entities()}), "rijk.xlsx is beschadigd"),
        ("zonder.xlsx", rebuilt({"xl/workbook.xml": b"<workbook/>"}), "zonder.xlsx is beschadigd"),
        ("gat.csv", b"Naam;Nummer\r\nJo\x00ke;1\r\n", "We kunnen gat.csv niet lezen"),
        ("open.csv", b'Naam\r\n"' + b"x" * 200_000, "We kunnen open.csv niet lezen"),
    ],
)
def test_what_is_no_list_is_refused_in_words(henk, name, content, words):
    page = uploads(henk, content, name)
    assert page.status == 422
    assert page.errors[0].startswith(words)


def test_a_workbook_that_asks_for_a_password_is_refused_in_words(henk):
    page = uploads(henk, locked(), "lijst.xlsx")
    assert page.status == 422
    assert page.errors


def test_a_full_disk_is_no_fault_of_the_workbook(monkeypatch):
    class Full(io.BytesIO):
        def write(self, _bytes):
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(workbooks, "TemporaryFile", Full)
    with pytest.raises(OSError, match="full"):
        list(workbooks.read_workbook(io.BytesIO(rebuilt({}))))


def test_no_file_and_too_many_rows_are_refused_too(henk):
    assert uploads(henk, b"", "").status == 422
    page = uploads(henk, as_csv([["Naam"], *[[f"Mens {n}"] for n in range(10_001)]]))
    assert page.errors == ["Dit zijn meer dan 10.000 rijen. Verdeel ze over meer bestanden."]
    assert uploads(henk, as_csv([["Naam"], *[[f"Mens {n}"] for n in range(10_000)]])).status == 303


def test_a_cell_in_the_last_corner_costs_nothing(henk):
    assert uploads(henk, corner(), "hoek.xlsx").status == 303


def test_a_formula_is_never_computed_and_is_text_in_every_file(henk):
    rows = [["Naam", "E-mailadres"], ["=1+1", "geen adres"]]
    preview = brings(henk, as_xlsx(rows), "formule.xlsx")
    assert "=1+1" in told(henk.opens(preview))
    sent = henk.browser.get(f"{preview}/errors/csv").get_data().decode("utf-8-sig")
    assert "'=1+1" in sent
