"""News as people read it: the language they read, the words and icons of kinds and states."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from portal.web.days import moment_typed
from portal.web.labels import Label
from portal.web.language import ZONE, day, language, said
from portal.web.speech import gettext as _

from .rules import Kind, State, excerpt


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in the language of the page; where that is missing the other one, whose two letters are `tongue`."""

    title: str
    html: Markup
    excerpt: str
    tongue: str
    translated: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the board."""

    code: str
    text: Shown
    label: Label
    when: Any
    everywhere: bool
    pinned: bool
    unread: bool
    read_before: str  # the day in words, "" when it need not be read
    must: bool  # it must still be read


def shown(row: Any) -> Shown:
    """Return what a message says in the language that is spoken now, or in the other one."""
    wanted = language()
    there = {one: getattr(row, f"title_{one}") for one in ("nl", "en")}
    tongue = wanted if there[wanted] else ("en" if wanted == "nl" else "nl")
    html = Markup(getattr(row, f"html_{tongue}"))  # noqa: S704 - cleaned when it was written
    return Shown(there[tongue], html, excerpt(html.striptags()), tongue, tongue == wanted)


def item(row: Any) -> Item:
    """Return a row of the board as it is shown."""
    return Item(
        code=row.code,
        text=shown(row),
        label=kind_label(row.kind),
        when=said(row.starts_at),
        everywhere=row.everywhere,
        pinned=row.pinned,
        unread=row.read_at is None,
        read_before=day(row.read_before) if row.read_before else "",
        must=row.read_before is not None and row.acknowledged_at is None,
    )


def kind_label(kind: Kind) -> Label:
    """Say what a message is about."""
    match kind:
        case Kind.OUTAGE:
            return Label(_("Outage"), "triangle-alert", "bad")
        case Kind.UPDATE:
            return Label(_("Update"), "refresh-cw", "plan")
        case Kind.IMPORTANT:
            return Label(_("Important"), "megaphone", "new")
        case Kind.NEWS:
            return Label(_("News item"), "info", "done")


def state_label(state: State) -> Label:
    """Say where a message is."""
    match state:
        case State.DRAFT:
            return Label(_("Draft"), "pencil-ruler", "done")
        case State.SCHEDULED:
            return Label(_("Scheduled"), "clock", "plan")
        case State.PUBLISHED:
            return Label(_("Published"), "circle-check", "ok")
        case State.ENDED:
            return Label(_("Ended"), "archive", "done")


def local(moment: datetime | None) -> str:
    """Return a moment as the field of a form holds it, in Dutch time."""
    return moment_typed(moment.astimezone(ZONE)) if moment else ""
