"""What somebody is called, and how that is taken out of texts. Plain Python."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

from tenants.names import folded

SHORTEST_NUMBER = 4
"""A shorter personnel number is no name: it stands in texts for something else too often."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What somebody is known by. `name` is "" when somebody else of the organisation is called the same."""

    name: str = ""
    email: str = ""
    number: str = ""
    telephones: tuple[str, ...] = ()

    @property
    def sought(self) -> str:
        """Return the name that is looked for inside texts: one of a single word is the name of many."""
        return self.name if len(self.name.split()) > 1 else ""


def blotter(marks: Marks, pseudonym: str, gone: str) -> Callable[[Any], Any]:
    """Return what takes these marks out of a text or a JSON value: the pseudonym for the name, `gone` for the rest.

    Capitals do not matter, spaces may be more or other ones; inside a longer word or number nothing is a mark.
    What is nothing but the name is replaced when it is a single word, too.
    """
    names = _either(_spaced(one) for one in _ways(marks.sought))
    numbers = [marks.number] if len(marks.number) >= SHORTEST_NUMBER else []
    rest = _either(_spaced(one) for mark in (marks.email, *numbers, *marks.telephones) for one in _ways(mark))
    whole = {folded(marks.name)} - {""}

    def of_text(text: str) -> str:
        if folded(text.strip()) in whole:
            return pseudonym
        text = names.sub(lambda _found: pseudonym, text) if names else text
        return rest.sub(lambda _found: gone, text) if rest else text

    def of_value(value: Any) -> Any:
        match value:
            case str():
                return of_text(value)
            case dict():
                return {of_value(name): of_value(one) for name, one in value.items()}
            case list() | tuple():
                return [of_value(one) for one in value]
        return value

    return of_value


def _ways(mark: str) -> list[str]:
    """Return the ways in which a mark is written: as it is, without accents, in HTML, and in an address."""
    if not mark:
        return []
    in_html = (escape(mark), escape(mark, quote=False))
    return list(dict.fromkeys((mark, folded(mark), *in_html, quote(mark), quote_plus(mark))))


def _spaced(mark: str) -> str:
    return r"\s+".join(re.escape(word) for word in mark.split())


def _either(patterns: Iterable[str]) -> re.Pattern[str] | None:
    every = sorted(set(patterns) - {""}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(every)})(?!\w)", re.IGNORECASE) if every else None
