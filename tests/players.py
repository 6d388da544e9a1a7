"""The cast as test subjects: each acts through the pages, with the real forms, as a person would."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from lxml.html import HtmlElement, document_fromstring

from portal.demo.cast import PASSWORD, PEOPLE, Somebody
from tests.coming_in import comes_in

PROBLEM = {
    "subject": "Rooster laat zich niet publiceren",
    "impact": "medium",
    "i_do": "Ik open week 48 en kies **Publiceren**.",
    "i_see": "Een rode balk: code R-217.",
    "i_expect": "Het rooster staat klaar voor het team.",
    "consequence": "Achttien mensen weten niet wanneer ze werken.",
}

CHANGE = {
    "change": {
        "subject": "Toeslag voor de nachtdienst apart tonen",
        "description": "Medewerkers willen zien welk deel toeslag is.",
        "desired_date": "2031-03-01",
    },
    "importance": {"priority": "medium", "population": "high", "urgency": "policy"},
    "where": {
        "units": "Noord en Zuid",
        "agreements": "Cao VVT",
        "groups": "Iedereen met nachtdiensten",
        "not_done": "Elke maand dertig vragen over de loonstrook.",
        "dependencies": "Geen",
    },
    "further": {"reports": "", "systems": "Koppeling met Salaris", "abroad": ""},
}


@dataclass(frozen=True)
class Filed:
    """A request as tests speak of it."""

    house: str
    number: int

    @property
    def reference(self) -> str:
        return f"{self.house.upper()}-{self.number}"

    @property
    def path(self) -> str:
        return f"/{self.house}/requests/{self.number}"


class Page:
    """A page as a person reads it."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location", "")
        self.html = response.get_data(as_text=True)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page for who looks closer than the names below do."""
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def tree(self) -> HtmlElement:
        """The same without the weight: most tests need only texts and forms, and read thousands of pages."""
        return document_fromstring(self.html or "<html></html>")

    @property
    def title(self) -> str:
        return next((_text(heading) for heading in self.tree.iter("h1")), "")

    @property
    def text(self) -> str:
        """What stands in the main part, spaces folded."""
        return _text(next(self.tree.iter("main"), self.tree))

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [_text(item) for item in self.tree.cssselect(".errsum li")]

    @property
    def links(self) -> list[str]:
        return [link.attrib["href"] for link in self.tree.cssselect("a[href]")]

    @property
    def buttons(self) -> list[str]:
        return [_text(button) for button in self.tree.cssselect("main button, main a.btn")]

    @property
    def statements(self) -> int:
        """How many statements the page sent."""
        told = re.search(r"(\d+) queries", self.response.headers["Server-Timing"])
        assert told
        return int(told[1])

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def form(self, action: str) -> dict[str, Any]:
        """What a browser would post of the form with this action, untouched; names that repeat hold a list.

        Ends of lines are read as in a browser: one character.
        """
        form = next((one for one in self.tree.iter("form") if one.get("action", "").split("?")[0] == action), None)
        assert form is not None, f"no form that posts to {action}"
        fields: dict[str, Any] = {}
        for one in form.cssselect("input[name], textarea[name], select[name]"):
            name, kind = one.attrib["name"], one.get("type", "")
            if one.tag == "textarea":
                fields[name] = (one.text or "").removeprefix("\n")
            elif one.tag == "select":
                options = one.cssselect("option[selected]") or one.cssselect("option")
                fields[name] = options[0].attrib["value"] if options else ""
            elif kind == "file":
                continue
            elif kind == "hidden" and name in fields:
                before = fields[name]
                fields[name] = [*(before if isinstance(before, list) else [before]), one.get("value", "")]
            elif kind not in ("checkbox", "radio") or "checked" in one.attrib:
                fields[name] = one.get("value", "")
        return fields


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(element.xpath(".//text()")).split())


class Player:
    """Somebody of the cast at a browser of their own."""

    def __init__(self, app: Flask, one: Somebody | None) -> None:
        self.app, self.one = app, one
        self.browser = app.test_client()
        if one is not None and not comes_in(app, self.browser, one.email):
            self.signs_in()

    @property
    def house(self) -> str:
        assert self.one
        return self.one.house.lower()

    @property
    def name(self) -> str:
        assert self.one
        return self.one.name

    def signs_in(self, password: str = PASSWORD) -> Page:
        """Sign in with both steps in one post, as a password manager does; tests/signin take the steps one by one."""
        assert self.one
        return self.posts("/signin", {"email": self.one.email, "password": password}, on="/signin")

    def opens(self, path: str, **headers: str) -> Page:
        return Page(self.browser.get(path, headers=headers))

    def posts(self, path: str, fields: dict[str, Any], *, on: str) -> Page:
        """Fill in the form of the page `on` that posts to `path`, and send it."""
        filled = self.opens(on).form(path) | fields
        return Page(self.browser.post(path, data=filled))

    def sends(self, path: str, fields: dict[str, Any]) -> Page:
        """Post without the page's form, but with a token of this browser: what a forged page would try."""
        page = self.opens(f"/{self.house}/new" if self.one and self.house != "nova" else "/desk/inbox/mine")
        token = next((one.get("value", "") for one in page.tree.cssselect("input[name=csrf_token]")), "")
        return Page(self.browser.post(path, data={"csrf_token": token, **fields}))

    # What people do.

    def files(
        self, subject: str = "Waar vind ik mijn rooster?", note: str = "Ik zoek het rooster.", **fields: Any
    ) -> Filed:
        page = self.tries_to_file(subject, note, **fields)
        assert page.status == 303, page.text
        return Filed(self.house, int(re.findall(r"/requests/(\d+)/sent", page.location)[0]))

    def tries_to_file(self, subject: str, note: str, service: str = "planning", house: str = "", **fields: Any) -> Page:
        return self.tries("question", service, house, subject=subject, note=note, **fields)

    def reports(self, **fields: Any) -> Filed:
        """Report a problem."""
        page = self.tries("problem", **(PROBLEM | fields))
        assert page.status == 303, page.text
        return Filed(self.house, int(re.findall(r"/requests/(\d+)/sent", page.location)[0]))

    def tries(self, kind: str, service: str = "planning", house: str = "", **fields: Any) -> Page:
        """Fill in the form of a kind and send it; the page that refuses when there is no form."""
        path = f"/{house or self.house}/new/{kind}/{service}"
        form = self.opens(path)
        if form.status != 200:
            return form
        return Page(self.browser.post(path, data=form.form("") | fields))

    def begins_a_change(self, service: str = "planning", **fields: Any) -> str:
        """Begin to ask for a change and fill in all four parts; return the address of the draft."""
        page = self.tries("change", service)
        assert page.status == 303, page.text
        draft = page.location.rpartition("/")[0]
        for part, asked in CHANGE.items():
            path = f"{draft}/{part}"
            filled = {name: fields.get(name, text) for name, text in asked.items()}
            page = Page(self.browser.post(path, data=self.opens(path).form("") | filled))
            assert page.status == 303, page.text
        return draft

    def asks_for_a_change(self, service: str = "planning", **fields: Any) -> Filed:
        """Ask for a change, part by part."""
        draft = self.begins_a_change(service, **fields)
        page = self.posts(f"{draft}/check", {}, on=f"{draft}/check")
        assert page.status == 303, page.text
        return Filed(self.house, int(re.findall(r"/requests/(\d+)/sent", page.location)[0]))

    def hands_over(self, draft: str, name: str) -> Page:
        """Give a draft to a colleague, on the page that says who may send it."""
        page = self.opens(f"/{self.house}/new/change")
        names = {option.get_text(): option["value"] for option in page.soup.select("select[name=to] option")}
        return self.posts(f"{draft}/colleague", {"to": names[name]}, on=f"/{self.house}/new/change")

    def finds(self, words: str) -> str:
        """Return what forms call the first colleague who is found to follow a request."""
        path = f"/{self.house}/new/question/planning"
        fields = self.opens(path).form("") | {"find_watcher": words}
        found = Page(self.browser.post(f"{path}?look=watchers", data=fields)).soup.select_one("[name=watchers]")
        assert found, f"nobody is called {words}"
        return str(found["value"])

    def page(self, ticket: Filed) -> Page:
        return self.opens(self.path_of(ticket))

    def path_of(self, ticket: Filed) -> str:
        return f"/desk/requests/{ticket.reference}" if self.house == "nova" else ticket.path

    def sees(self, ticket: Filed) -> bool:
        page = self.page(ticket)
        assert page.status in (200, 404), page.status
        return page.status == 200

    def lists(self, scope: str = "organisation", **filters: str) -> list[str]:
        """The subjects of the first page of a list."""
        query = "&".join(f"{name}={value}" for name, value in {"scope": scope, **filters}.items())
        page = self.opens(f"/{self.house}/requests?{query}")
        return [str(link.text_content()) for link in page.tree.cssselect(".list a.t")]

    def acts(self, ticket: Filed, verb: str, **fields: Any) -> Page:
        """Post to one of the addresses below a request, from its page."""
        path = f"{self.path_of(ticket)}/{verb}"
        page = self.page(ticket)
        try:
            known = page.form(path)
        except AssertionError:
            return self.sends(path, fields)
        return Page(self.browser.post(path, data=known | fields))

    def replies(self, ticket: Filed, body: str) -> Page:
        return self.acts(ticket, "replies", body=body)

    def solves(self, ticket: Filed) -> Page:
        return self.acts(ticket, "resolution", reason="solved", words="")

    def withdraws(self, ticket: Filed) -> Page:
        return self.acts(ticket, "resolution", reason="withdrawn", words="")

    def reopens(self, ticket: Filed, words: str = "Het werkt nog niet.") -> Page:
        return self.acts(ticket, "reopening", words=words)

    def asks_for_time(self, ticket: Filed) -> Page:
        return self.acts(ticket, "extension")

    def rates(self, ticket: Filed, verdict: str, words: str = "", **fields: Any) -> Page:
        return self.acts(ticket, "rating", verdict=verdict, words=words, **fields)

    # What the desk does.

    def answers(self, ticket: Filed, body: str = "Je vindt het onder Planning.") -> Page:
        return self.acts(ticket, "replies", send="answer", body=body)

    def asks(self, ticket: Filed, body: str = "Welke week bedoel je?", **fields: Any) -> Page:
        return self.acts(ticket, "replies", send="ask", body=body, **fields)

    def comments(self, ticket: Filed, body: str = "We kijken ernaar.") -> Page:
        return self.acts(ticket, "replies", send="comment", body=body)

    def notes(self, ticket: Filed, body: str = "Lijkt op een eerdere vraag.") -> Page:
        return self.acts(ticket, "replies", send="note", body=body)

    def resolves(self, ticket: Filed, body: str = "Het staat goed.", reason: str = "solved") -> Page:
        return self.acts(ticket, "replies", send="resolve", body=body, reason=reason)

    def takes(self, ticket: Filed) -> Page:
        return self.acts(ticket, "assignee", assignee="me")


def somebody(first_name: str, house: str = "") -> Somebody:
    """Return somebody of the cast; Karin is there twice, `house` says which."""
    return next(one for one in PEOPLE if one.first_name == first_name and house.upper() in ("", one.house))
