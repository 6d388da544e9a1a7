"""What admins do with members, through their pages, and mails as who is invited reads them."""

import re
from typing import Any

from bs4 import BeautifulSoup

from tests.players import Page, Player

PASSWORD = "een lange zin over fietsen"


def handle_of(admin: Player, name: str) -> str:
    """Return the handle of a member by name, from the list."""
    page = admin.opens(f"/{admin.house}/org/users?q={name.split()[0]}")
    links = {link.get_text(): link["href"] for link in page.soup.select(".table th a")}
    return links[name].rpartition("/")[2]


def member_page(admin: Player, name: str) -> Page:
    return admin.opens(f"/{admin.house}/org/users/{handle_of(admin, name)}")


def fields_of(page: Page, action: str) -> dict[str, Any]:
    """Return what a browser would send of a form, boxes that are ticked and chosen radios included."""
    form = next(form for form in page.soup.select("form") if form.get("action") == action)
    found: dict[str, Any] = {}
    for one in form.select("input[name], select[name]"):
        kind = one.get("type")
        if one.name == "select":
            chosen = one.select_one("option[selected]") or one.select_one("option")
            found[one["name"]] = chosen["value"]
        elif kind == "checkbox":
            found.setdefault(one["name"], [])
            if one.has_attr("checked"):
                found[one["name"]].append(one["value"])
        elif kind == "radio":
            if one.has_attr("checked"):
                found[one["name"]] = one["value"]
        else:
            found[one["name"]] = one.get("value", "")
    return found


def invites(admin: Player, email: str, name: str = "Nieuwe Collega", **fields: Any) -> Page:
    path = f"/{admin.house}/org/users/new"
    filled = fields_of(admin.opens(path), "") | {"email": email, "name": name} | fields
    return Page(admin.browser.post(path, data=filled))


def changes(admin: Player, name: str, **fields: Any) -> Page:
    path = f"/{admin.house}/org/users/{handle_of(admin, name)}"
    return Page(admin.browser.post(path, data=fields_of(admin.opens(path), path) | fields))


def presses(admin: Player, name: str, what: str, **fields: Any) -> Page:
    """Press one of the buttons of a member's page."""
    path = f"/{admin.house}/org/users/{handle_of(admin, name)}"
    token = admin.opens(path).soup.select_one("input[name=csrf_token]")
    return Page(admin.browser.post(f"{path}/{what}", data={"csrf_token": token["value"]} | fields))


def token_in(mail: Any, what: str = "activate") -> str:
    """Return the token of the link in a mail."""
    text = mail.get_body(("plain",)).get_content()
    found = re.search(rf"/{what}/([\w.-]+)", text)
    assert found, text
    return found[1]


def activates(visitor: Player, token: str, **fields: Any) -> Page:
    path = f"/activate/{token}"
    page = visitor.opens(path)
    if page.status != 200:
        return page
    filled = fields_of(page, path) | {"password": PASSWORD} | fields
    return Page(visitor.browser.post(path, data=filled))


def links_in(mail: Any) -> list[str]:
    soup = BeautifulSoup(mail.get_body(("html",)).get_content(), "html.parser")
    return [link["href"] for link in soup.select("a.button")]
