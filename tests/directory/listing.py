"""What admins do with the people of their directory, through its pages."""

from typing import Any

from tests.directory.arranging import fields_of, sends
from tests.people.inviting import fields_of as fields_in
from tests.players import Page, Player


def names(admin: Player, query: str = "") -> list[str]:
    page = admin.opens(f"/{admin.house}/org/people{query}")
    return [link.get_text() for link in page.soup.select(".table th a")]


def person_path(admin: Player, name: str, query: str = "") -> str:
    page = admin.opens(f"/{admin.house}/org/people?q={name.split()[0]}{query}")
    return next(link["href"] for link in page.soup.select(".table th a") if link.get_text() == name)


def adds(admin: Player, **fields: Any) -> Page:
    path = f"/{admin.house}/org/people/new"
    return sends(admin, path, fields_of(admin.opens(path)) | fields)


def changes(admin: Player, somebody: str, **fields: Any) -> Page:
    path = person_path(admin, somebody)
    return sends(admin, path, fields_of(admin.opens(path)) | fields)


def presses(admin: Player, path: str, what: str) -> Page:
    return sends(admin, f"{path}/{what}", fields_in(admin.opens(path), f"{path}/{what}"))


def finds_to_help(filer: Player, words: str) -> list[str]:
    """Whom somebody finds when they ask a question for somebody else."""
    path = f"/{filer.house}/new/question/planning"
    page = Page(filer.browser.post(f"{path}?look=person", data=filer.opens(path).form("") | {"find": words}))
    assert page.status == 200
    return [one.find_next("b").text for one in page.soup.select(".hits [name=whom]")]
