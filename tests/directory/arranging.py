"""What admins do with the units of their organisation, through its pages."""

from typing import Any

from tests.people.inviting import fields_of as fields_in
from tests.players import Page, Player


def unit_path(admin: Player, name: str) -> str:
    """Return the address of a unit by name, from the tree."""
    page = admin.opens(f"/{admin.house}/org/units")
    return next(link["href"] for link in page.soup.select("#units li > div > a:first-child") if link.get_text() == name)


def fields_of(page: Page) -> dict[str, Any]:
    return fields_in(page, "")


def sends(admin: Player, path: str, fields: dict[str, Any]) -> Page:
    return Page(admin.browser.post(path, data=fields))


def handle_of(admin: Player, name: str) -> str:
    return unit_path(admin, name).rpartition("/")[2] if name else ""


def adds(admin: Player, name: str, within: str = "") -> Page:
    path = f"/{admin.house}/org/units/new"
    given = {"name": name, "within": handle_of(admin, within)}
    return sends(admin, path, fields_of(admin.opens(path)) | given)


def changes(admin: Player, unit: str, name: str = "", within: str | None = None) -> Page:
    path = unit_path(admin, unit)
    filled = fields_of(admin.opens(path)) | {"name": name or unit}
    return sends(admin, path, filled if within is None else filled | {"within": handle_of(admin, within)})


def removes(admin: Player, unit: str) -> Page:
    path = unit_path(admin, unit)
    return sends(admin, f"{path}/removal", fields_in(admin.opens(path), f"{path}/removal"))


def tree(admin: Player) -> list[str]:
    """Return the names of the units, two spaces for each that they lie in."""
    found = admin.opens(f"/{admin.house}/org/units").soup.select("#units li > div > a:first-child")
    return ["  " * (len(link.find_parents("ul")) - 1) + link.get_text() for link in found]
