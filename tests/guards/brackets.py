"""What a page or a mail says outside the catalogue, seen in a language that says every message in brackets."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import flask_babel
import pytest
from bs4 import BeautifulSoup, NavigableString

from portal.demo import colleagues
from portal.demo.applied import HANNEKE
from portal.demo.articles import ARTICLES
from portal.demo.begun import HALF_A_CHANGE
from portal.demo.cast import DEPARTMENTS, HOUSES, PEOPLE, SERVICE_NAME, SERVICES
from portal.demo.habits import VIEWS
from portal.demo.mailed import MAILS
from portal.demo.news import MESSAGES
from portal.demo.sent_along import STORIES as SENT_ALONG
from portal.demo.stories import STORIES
from portal.web import environment

BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS = re.compile(r"[^\W\d_]{2,}")
TOLD = ("title", "placeholder", "aria-label", "alt", "data-left", "data-over", "label", "content")
WRITTEN_BY_PEOPLE = (".tx", ".found", ".mailtext", ".ava", "time", "pre", "code", "script", "style", "blockquote")
NAMES = {
    "Balie",
    "Nederlands",
    "English",
    "NL",
    "EN",
    SERVICE_NAME,
    SERVICE_NAME.split()[0],
    *(house.name for house in HOUSES),
    *(house.key for house in HOUSES),
    *(one.name for one in PEOPLE),
    *(one.name.split()[0] for one in PEOPLE),
    *(one.email for one in PEOPLE if one.email),
    *(word for service in SERVICES for word in service[1:3]),
    *(text for department in DEPARTMENTS for text in (department[1], department[2], department[5], department[6])),
    *(unit for house in HOUSES for unit in house.units),
    *(story.subject for story in STORIES),
    *(story.people.name for story in STORIES if story.people.name),
    *(name for name, *_rest in (*colleagues.COLLEAGUES, colleagues.LEFT, colleagues.LATEST, colleagues.ASKS)),
    *(name.split()[0] for name, *_rest in (*colleagues.COLLEAGUES, colleagues.LEFT, colleagues.LATEST)),
    *(word for sender, subject, _text in MAILS for word in (sender.partition(" <")[0], subject)),
    "Chrome",
    "Firefox",
    *(HANNEKE.organisation, HANNEKE.name, HANNEKE.function),
    *(one.name for files in SENT_ALONG.values() for one in files),
    *(HALF_A_CHANGE[key] for key in ("subject", "description")),
    *(title for message in MESSAGES for title in (message.title_nl, message.title_en) if title),
    *(told for one in ARTICLES for told in (one.title_nl, one.title_en, one.summary_nl, one.summary_en) if told),
    *(name for _who, _house, name, _filter in VIEWS),
}
"""What people named, in one language whatever the reader's."""

DAYS = re.compile(
    r"\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|january|february|march|may|june|july|august|october"
    r"|jan|feb|mrt|mar|apr|jun|jul|aug|sep|okt|oct|nov|dec)\b",
    re.I,
)
"""Days and months come from the tables of Babel, in the language of the page."""

REFERENCE = re.compile(r"\b[A-Z]{3,}-\d+\b|\bv?\d+\.\d+\.\d+\b")
QUOTED = re.compile(r"“[^”]*”")
"""What somebody said, inside a sentence of ours."""

ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


class Bracketed(flask_babel.support.NullTranslations):
    """A language that says every message in brackets."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    gettext = ugettext

    def ungettext(self, singular: str, plural: str, n: int) -> str:
        return f"⟦{singular if n == 1 else plural}⟧"

    ngettext = ungettext


@contextmanager
def everything_in_brackets() -> Iterator[None]:
    """Let the catalogue be the one in brackets for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flask_babel.Domain, "get_translations", lambda _self: Bracketed())
        patch.setattr(environment, "language", lambda: "brackets")
        yield


def left_out(html: str) -> list[str]:
    """Return each piece of text, or of an attribute that is read out, that stands outside the brackets."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(", ".join(WRITTEN_BY_PEOPLE)):
        element.decompose()
    for element in soup.select("textarea"):
        element.clear()
    for element in soup.select("b, strong, em, i, mark, span.num"):
        element.unwrap()
    soup.smooth()
    pieces = [str(text) for text in soup.find_all(string=True) if type(text) is NavigableString]
    for element in soup.find_all(True):
        told = [name for name in TOLD if element.has_attr(name) and not (name == "content" and element.name == "meta")]
        pieces += [element[name] for name in told]
    return sorted({piece for text in pieces if (piece := ours(text))})


def ours(text: str) -> str:
    """Return what of a text is ours and not in brackets: without what people wrote, days and numbers."""
    left = text
    while left != (left := BRACKETS.sub(" ", left)):
        continue
    left = QUOTED.sub(" ", ADDRESS.sub(" ", left))
    for name in sorted(NAMES, key=len, reverse=True):
        left = left.replace(name, " ")
    left = DAYS.sub(" ", REFERENCE.sub(" ", left))
    return " ".join(left.split()) if LETTERS.search(left) else ""


def left_out_of_mail(mail: EmailMessage) -> list[str]:
    """Return the same of a mail: its subject, its text and its HTML."""
    found = [ours(str(mail["Subject"]))]
    html = mail.get_body(("html",))
    found += left_out(html.get_content()) if html else []
    return sorted({one for one in found if one})
