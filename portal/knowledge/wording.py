"""Articles as people read them: the language they read, the words of states, what is new."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from portal.search.marking import marked
from portal.web.labels import Label
from portal.web.language import full_day, language, said
from portal.web.speech import gettext as _

from .rules import CONTENTS_FROM, State, with_anchors


@dataclass(frozen=True, slots=True)
class Named:
    """An article by its title alone."""

    slug: str
    title: Markup
    tongue: str
    translated: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a list: in the language of the page, or in Dutch while that is missing."""

    slug: str
    title: Markup | str
    summary: Markup | str
    tongue: str
    translated: bool
    changed: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of an article, with what leads to its parts."""

    html: Markup
    contents: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles about one service, or about none."""

    name: str
    items: list[Item]


def tongue_of(row: Any) -> str:
    """Return the language in which an article is shown: that of the page, or Dutch, which there always is."""
    return "en" if language() == "en" and row.title_en else "nl"


def named(slug: str, title_nl: str, title_en: str, words: str) -> Named:
    """Return an article by its title, with the words that were looked for marked."""
    tongue = "en" if language() == "en" and title_en else "nl"
    return Named(slug, marked(title_en if tongue == "en" else title_nl, words), tongue, tongue == language())


def item(row: Any, words: str = "") -> Item:
    """Return an article as a list shows it, with the words that were looked for marked."""
    tongue = tongue_of(row)
    title, summary = getattr(row, f"title_{tongue}"), getattr(row, f"summary_{tongue}")
    return Item(
        slug=row.slug,
        title=marked(title, words) if words else title,
        summary=marked(summary, words) if words else summary,
        tongue=tongue,
        translated=tongue == language(),
        changed=said(row.changed_at),
    )


def shown(row: Any) -> Shown:
    """Return the text of an article; with a table of contents when it has many headings."""
    html, headings = with_anchors(getattr(row, f"html_{tongue_of(row)}"))
    contents = headings if len(headings) >= CONTENTS_FROM else []
    return Shown(Markup(html), contents)  # noqa: S704 - cleaned when it was written


def shelves(rows: list[Any]) -> list[Shelf]:
    """Return the articles on the shelves of their services, in the order in which they came."""
    found: dict[str, Shelf] = {}
    for row in rows:
        slug = row.service or ""
        name = getattr(row, f"name_{language()}") or _("About Balie and in general")
        shelf = found.setdefault(slug, Shelf(name, []))
        shelf.items.append(item(row))
    return list(found.values())


def state_label(state: State) -> Label:
    """Say where an article is."""
    match state:
        case State.DRAFT:
            return Label(_("Draft"), "pencil-ruler", "done")
        case State.PUBLISHED:
            return Label(_("Published"), "circle-check", "ok")
        case State.ARCHIVED:
            return Label(_("Archived"), "archive", "done")


def review_words(review_on: date | None, today: date) -> str:
    """Say when an article is looked at again, or that this should have happened."""
    if review_on is None:
        return ""
    if review_on <= today:
        return _("Review it: this was due on %(date)s", date=full_day(review_on))
    return _("Review on %(date)s", date=full_day(review_on))
