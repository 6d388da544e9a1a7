"""Fill in a form of each kind for large demo data: the answers, and the first text on the timeline they make."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from portal.catalogue.fields import Type
from portal.catalogue.forms import fields_of
from portal.catalogue.rules import Kind

from . import wordings
from .phrases import CODES, DUTCH, Said, Sentence, Tongue, Writer, together

MIX = {Kind.QUESTION: 60, Kind.PROBLEM: 28, Kind.CHANGE: 12}
"""Which kinds are filed, in percent."""

SOMETIMES = {"since": 0.5, "others": 0.3, "tried": 0.3, "error_message": 0.3, "reports": 0.3, "systems": 0.3}
"""How often a field that may be left empty is filled in; other fields always are."""

TEXTS = {
    Kind.PROBLEM: ("i_do", "i_see", "i_expect", "consequence", "error_message", "tried"),
    Kind.CHANGE: (
        "description",
        "units",
        "agreements",
        "groups",
        "not_done",
        "dependencies",
        "reports",
        "systems",
    ),
}
CHOICES = {
    "impact": ("low", "low", "medium", "medium", "high"),
    "priority": ("low", "medium", "high"),
    "population": ("low", "medium", "high"),
    "urgency": ("wish", "wish", "policy", "legal", "audit"),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in. `answers` are as a request keeps them, `detail` as the entry of its filing does."""

    kind: Kind
    subject: Sentence
    answers: dict[str, str]
    said: Said
    detail: dict[str, Any]


class Form:
    """Fills in forms, from one source of chance."""

    def __init__(self, chance: Random, writer: Writer) -> None:
        self.chance, self.writer = chance, writer

    def fill(self, tongue: Tongue, at: datetime, found_by: list[Sentence]) -> Filled:
        """Fill in a form of some kind at a moment; `found_by` are the names by which the request is found besides."""
        kind = self.chance.choices(list(MIX), list(MIX.values()))[0]
        if kind is Kind.QUESTION:
            return self._question(tongue, found_by)
        texts = {name: self._text(tongue, name) for name in TEXTS[kind] if self._wants(name)}
        lines = self._lines(kind, tongue, at)
        subject = lines["subject"]
        order = [name for name in fields_of(kind) if name in texts or name in lines]
        searched = [lines[name] for name in order if name in lines and _is_searched(kind, name)]
        told = together([texts[name] for name in order if name in texts], *searched, *found_by, apart=True)
        answers = {name: (texts.get(name) or lines[name]).text for name in order if name != "subject"}
        html = {name: f"<p>{texts[name].html}</p>" for name in order if name in texts}
        return Filled(kind, subject, answers, told, {"html": html})

    def _question(self, tongue: Tongue, found_by: list[Sentence]) -> Filled:
        subject, client = self.writer.subject(tongue), self._client()
        told = together(self.writer.question(tongue), subject, *client, *found_by)
        answers = {"note": told.body} | ({"client_number": client[0].text} if client else {})
        return Filled(Kind.QUESTION, subject, answers, told, {})

    def _client(self) -> list[Sentence]:
        return [self.writer.bare(f"C{10_000 + self.chance.randrange(4_000)}")] if self.chance.random() < 0.2 else []

    def _wants(self, name: str) -> bool:
        return name not in SOMETIMES or self.chance.random() < SOMETIMES[name]

    def _text(self, tongue: Tongue, name: str) -> Sentence:
        filling: Callable[[], str] = lambda: self.chance.choice(tongue.things)  # noqa: E731
        if name == "error_message":
            filling = lambda: f"E{1000 + self.chance.randrange(CODES)}"  # noqa: E731
        return self.writer.filled(self.chance.choice(_sentences(tongue)[name]), filling())

    def _lines(self, kind: Kind, tongue: Tongue, at: datetime) -> dict[str, Sentence]:
        """Return the answers of one line, the choices and the day among them."""
        bare, sentences = self.writer.bare, _sentences(tongue)
        subject = self.writer.filled(self.chance.choice(sentences[str(kind)]), self.chance.choice(tongue.things))
        lines = {"subject": subject}
        for name, choices in CHOICES.items():
            if name in fields_of(kind):
                lines[name] = bare(self.chance.choice(choices))
        if kind is Kind.CHANGE:
            wished = at + timedelta(days=14 + self.chance.randrange(120))
            return lines | {"desired_date": bare(wished.date().isoformat())}
        for name in ("since", "others"):
            if self._wants(name):
                lines[name] = bare(self.chance.choice(sentences[name]))
        if self.chance.random() < 0.3:
            lines["url"] = bare(f"https://portaal.example/dossier/{self.chance.randrange(400)}")
        if client := self._client():
            lines["client_number"] = client[0]
        return lines | self._machine(tongue)

    def _machine(self, tongue: Tongue) -> dict[str, Sentence]:
        browser, version = self.chance.choice(wordings.BROWSERS)
        told = {
            "browser": browser,
            "browser_version": version,
            "screen": self.chance.choice(wordings.SCREENS),
            "browser_language": "nl-NL" if tongue is DUTCH else "en-GB",
        }
        return {name: self.writer.bare(words) for name, words in told.items()}


def _sentences(tongue: Tongue) -> wordings.Sentences:
    return wordings.DUTCH if tongue is DUTCH else wordings.ENGLISH


@cache
def _is_searched(kind: Kind, name: str) -> bool:
    return fields_of(kind)[name].type in (Type.LINE, Type.ADDRESS)
