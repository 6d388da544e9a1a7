"""Bring a list as an admin does: choose a file, say what is in its columns, look, and import."""

import io
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart
from xlsxwriter import Workbook

from tests.people.inviting import fields_of
from tests.players import Page, Player

HEADS = [
    "Naam",
    "E-mailadres",
    "Personeelsnummer",
    "Onderdeel",
    "Leidinggevende",
    "Soort",
    "Rollen",
    "Meer rechten",
    "Taal",
]


def as_csv(rows: list[list[str]], mark: str = ";", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(mark.join(row) for row in rows).encode(encoding)


def as_xlsx(rows: list[list[Any]]) -> bytes:
    made = io.BytesIO()
    with Workbook(made, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Mensen")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return made.getvalue()


def uploads(admin: Player, content: bytes, name: str = "mensen.csv", **more: str) -> Page:
    """Choose a file and send it."""
    path = f"/{admin.house}/org/import"
    fields = admin.opens(path).form("") | {"file": FileStorage(io.BytesIO(content), name)} | more
    boundary, body = encode_multipart(fields)
    return Page(admin.browser.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}"))


def columns_form(admin: Player, path: str) -> dict[str, Any]:
    """What a browser would send of the page with columns."""
    page = admin.opens(path)
    chosen = [
        (one.select_one("option[selected]") or one.select_one("option"))["value"]
        for one in page.soup.select("select[name=columns]")
    ]
    return fields_of(page, "") | {"columns": chosen}


def brings(admin: Player, content: bytes, name: str = "mensen.csv", **choices: Any) -> str:
    """Bring a file up to its preview; return the address of that."""
    page = uploads(admin, content, name)
    assert page.status == 303, page.text
    page = Page(admin.browser.post(page.location, data=columns_form(admin, page.location) | choices))
    assert page.status == 303, page.text
    return page.location


def agrees(admin: Player, preview: str) -> Page:
    """Press the button below the preview."""
    path = f"{preview}/carrying-out"
    return admin.posts(path, {}, on=preview)


def imports(admin: Player, content: bytes, name: str = "mensen.csv", **choices: Any) -> Page:
    """Bring a file, agree, and read what became of it."""
    preview = brings(admin, content, name, **choices)
    page = agrees(admin, preview)
    assert page.status == 303, page.text
    return admin.opens(preview)


def fates(page: Page) -> dict[str, str]:
    """How many rows share each fate, in the words of the page."""
    return {one.dt.get_text(): one.dd.get_text() for one in page.soup.select("main dl.kv > div")}


def told(page: Page) -> dict[str, str]:
    """What the preview says of each row it shows, by name."""
    return {
        " ".join(row.th.get_text().split()): " ".join(row.select("td")[2].get_text(" ").split())
        for row in page.soup.select(".table tbody tr")
    }
